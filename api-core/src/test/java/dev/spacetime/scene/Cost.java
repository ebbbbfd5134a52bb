package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** What a reader may take for a text: no more than so much for each byte. */
final class Cost {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final long FIXED_BYTES = 2 << 20;
  private static final long BYTES_PER_BYTE = 2_000;
  private static final long FIXED_NANOS = 2_000_000_000;
  private static final long NANOS_PER_BYTE = 100_000;

  private Cost() {}

  /** Runs a reader, and fails where it takes more of heap or processor than its text is worth. */
  static <T> T bounded(byte[] text, Supplier<T> reader) {
    long bytesMax = FIXED_BYTES + text.length * BYTES_PER_BYTE;
    long nanosMax = FIXED_NANOS + text.length * NANOS_PER_BYTE;
    Measured<T> measured = measured(reader);
    // The first run of some code also loads it.
    for (int i = 0; i < 5 && (measured.bytes > bytesMax || measured.nanos > nanosMax); i++) {
      measured = measured(reader);
    }
    assertThat(measured.bytes).as("bytes allocated").isLessThanOrEqualTo(bytesMax);
    assertThat(measured.nanos).as("processor time").isLessThanOrEqualTo(nanosMax);
    return measured.result;
  }

  private record Measured<T>(T result, long bytes, long nanos) {}

  private static <T> Measured<T> measured(Supplier<T> reader) {
    long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
    long nanosBefore = THREADS.getCurrentThreadCpuTime();
    T result = reader.get();
    long nanos = THREADS.getCurrentThreadCpuTime() - nanosBefore;
    return new Measured<>(result, THREADS.getCurrentThreadAllocatedBytes() - bytesBefore, nanos);
  }
}

package dev.spacetime.perf.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class JvmMemoryTest {
  private static final int MEBIBYTE = 1 << 20;
  private final JvmMemory own = new JvmMemory(ProcessHandle.current().pid());

  @Test
  void theKernelsFiguresAreInOrder() throws IOException {
    long resident = own.residentBytes();
    assertThat(resident).isBetween(10L * MEBIBYTE, own.residentBytesAtPeak());
    assertThat(own.proportionalBytes()).isBetween(10L * MEBIBYTE, own.residentBytesAtPeak());
  }

  @Test
  void whatIsHeldIsLive() throws Exception {
    long before = own.liveHeapBytes();
    byte[] held = new byte[64 * MEBIBYTE];
    long with = own.liveHeapBytes();
    assertThat(held).hasSize(64 * MEBIBYTE);
    assertThat(with - before).isBetween(50L * MEBIBYTE, 80L * MEBIBYTE);
  }

  @Test
  void everyKnownFormOfHeapIsRead() throws IOException {
    assertThat(
            JvmMemory.heapUsedBytes(
                " garbage-first heap   total reserved 6M, committed 262144K, used 45K [0x1, 0x2)"))
        .isEqualTo(45 * 1024);
    assertThat(
            JvmMemory.heapUsedBytes(
                " def new generation   total 78656K, used 5K [0x1)\n"
                    + " tenured generation   total 174784K, used 7K [0x2)"))
        .isEqualTo(12 * 1024);
    assertThatThrownBy(() -> JvmMemory.heapUsedBytes(" ZHeap used 10M"))
        .hasMessageContaining("unknown form");
  }
}

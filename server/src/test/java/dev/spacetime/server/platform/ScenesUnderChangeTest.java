package dev.spacetime.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestProject;
import dev.spacetime.statistics.Quantiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a listing takes, and how old it is, while a hundred of its files change a second. With
 * {@code -Dspacetime.change.noise=1}, on a quiet machine, what is promised is demanded.
 */
class ScenesUnderChangeTest {
  private static final int SCENES = 2_000;
  private static final int CHANGING = 50;
  private static final int CHANGES_PER_SECOND = 100;
  private static final int SECONDS = Integer.getInteger("spacetime.change.seconds", 5);
  private static final int CHANGES = CHANGES_PER_SECOND * SECONDS;
  private static final int ASKED_PER_SECOND = Integer.getInteger("spacetime.change.asked", 10);

  /** What is promised, and by how much a machine that is busy with other things may miss it. */
  private static final Duration TIME_MAX = Duration.ofMillis(20);

  private static final Duration AGE_MAX = Duration.ofMillis(100);
  private static final int NOISE = Integer.getInteger("spacetime.change.noise", 50);

  private static final Pattern CHANGED =
      Pattern.compile("\"name\":\"changing(\\d+)\",\"path\":\"[^\"]*\",\"size_bytes\":(\\d+)");

  @TempDir Path folder;

  /** When each change was complete: change n makes file n modulo CHANGING n bytes long. */
  private final AtomicLongArray completeNanos = new AtomicLongArray(CHANGES);

  private final AtomicIntegerArray complete = new AtomicIntegerArray(CHANGING);

  @Test
  void listingsAreQuickAndNew() throws Exception {
    TestProject project = TestProject.in(folder);
    for (int i = 0; i < SCENES; i++) {
      project.write("many/" + i % 20 + "/scene" + i + ".tscn", "x");
    }
    for (int i = 0; i < CHANGING; i++) {
      write(project, i);
    }
    try (TestPlatform platform =
            TestPlatform.start(
                folder.resolve("data"), project, TestPlatform.Options.of("optimized"));
        ApiClient client = platform.socket()) {
      Call listing = Call.get("/scenes").token(TestPlatform.READER);
      assertThat(client.send(listing).status()).isEqualTo(200);
      AtomicBoolean ended = new AtomicBoolean();
      CompletableFuture<Void> changes =
          CompletableFuture.runAsync(() -> change(project)).whenComplete((a, b) -> ended.set(true));
      long[] took = new long[SECONDS * ASKED_PER_SECOND * 2];
      long[] ages = new long[took.length];
      int asked = 0;
      long begin = System.nanoTime();
      while (!ended.get() && asked < took.length) {
        long due = begin + asked * TimeUnit.SECONDS.toNanos(1) / ASKED_PER_SECOND;
        awaited(due);
        long sent = System.nanoTime();
        int[] before = new int[CHANGING];
        Arrays.setAll(before, complete::get);
        String answer = client.send(listing).text();
        // From when it was due: a stall counts for all that had to wait for it.
        took[asked] = System.nanoTime() - due;
        ages[asked++] = ageNanos(answer, before, sent);
      }
      changes.get(1, TimeUnit.MINUTES);
      tell(Arrays.copyOf(took, asked), Arrays.copyOf(ages, asked));
    }
  }

  private static void tell(long[] took, long[] ages) {
    System.out.printf(
        "listing of %d scenes while %d files a second change: %d answers, %.1f ms (median), %.1f ms"
            + " (p99), the oldest answer %.1f ms old%n",
        SCENES + CHANGING,
        CHANGES_PER_SECOND,
        took.length,
        quantile(took, 0.5) / 1e6,
        quantile(took, 0.99) / 1e6,
        quantile(ages, 1) / 1e6);
    assertThat(took.length).isGreaterThan(SECONDS * ASKED_PER_SECOND / 2);
    assertThat(typical(took, 0.99)).isLessThan((double) TIME_MAX.toNanos() * NOISE);
    assertThat(typical(ages, 1)).isLessThan((double) AGE_MAX.toNanos() * NOISE);
  }

  /** Of three windows the middle one: what stops the machine once is in one of them. */
  private static double typical(long[] values, double quantile) {
    double[] windows = new double[3];
    Arrays.setAll(
        windows,
        window ->
            quantile(
                Arrays.copyOfRange(
                    values, values.length * window / 3, values.length * (window + 1) / 3),
                quantile));
    return Quantiles.median(windows);
  }

  private static double quantile(long[] values, double quantile) {
    return Quantiles.of(Arrays.stream(values).asDoubleStream().toArray(), quantile);
  }

  /** How long before it was asked for an answer was right. */
  private long ageNanos(String answer, int[] complete, long sentNanos) {
    long age = 0;
    int found = 0;
    Matcher scenes = CHANGED.matcher(answer);
    while (scenes.find()) {
      found++;
      int file = Integer.parseInt(scenes.group(1));
      int shown = Integer.parseInt(scenes.group(2));
      // An empty file is one that is being written.
      if (shown != 0 && shown < complete[file]) {
        age = Math.max(age, sentNanos - completeNanos.get(shown + CHANGING));
      }
    }
    assertThat(found).as(answer).isEqualTo(CHANGING);
    return age;
  }

  private void change(TestProject project) {
    long begin = System.nanoTime();
    for (int i = CHANGING; i < CHANGES; i++) {
      awaited(begin + i * TimeUnit.SECONDS.toNanos(1) / CHANGES_PER_SECOND);
      write(project, i);
    }
  }

  private void write(TestProject project, int change) {
    try {
      project.write("changing" + change % CHANGING + ".tscn", "x".repeat(change));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    completeNanos.set(change, System.nanoTime());
    complete.set(change % CHANGING, change);
  }

  private static void awaited(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}

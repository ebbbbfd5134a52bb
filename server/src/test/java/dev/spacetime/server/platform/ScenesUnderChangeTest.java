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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
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
  private static final int ASKED_PER_SECOND = Integer.getInteger("spacetime.change.asked", 10);
  private static final int WINDOWS = 3;
  private static final int ASKED = SECONDS * ASKED_PER_SECOND / WINDOWS;

  // A client that is stopped for some time asks on after it, and the files change on meanwhile.
  private static final int CHANGES_MAX = CHANGES_PER_SECOND * SECONDS * 20;

  /** What is promised, and by how much a machine that is busy with other things may miss it. */
  private static final Duration TIME_MAX = Duration.ofMillis(20);

  private static final Duration AGE_MAX = Duration.ofMillis(100);
  private static final int NOISE = Integer.getInteger("spacetime.change.noise", 50);

  private static final Pattern CHANGED =
      Pattern.compile("\"name\":\"changing(\\d+)\",\"path\":\"[^\"]*\",\"size_bytes\":(\\d+)");

  @TempDir Path folder;

  /** When each change was complete: change n makes file n modulo CHANGING n bytes long. */
  private final AtomicLongArray completeNanos = new AtomicLongArray(CHANGES_MAX);

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
      CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> change(project, ended));
      try {
        List<Window> windows = new ArrayList<>();
        for (int window = 0; window < WINDOWS; window++) {
          windows.add(window(() -> client.send(listing).text()));
        }
        assertThat(changes).as("the changes").isNotDone();
        tell(windows);
      } finally {
        ended.set(true);
      }
      changes.get(1, TimeUnit.MINUTES);
    }
  }

  /** Each in nanoseconds. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Window(double[] took, double[] ages) {}

  // Of a beginning of its own: what stops the machine once is in one of them.
  private Window window(Supplier<String> list) {
    Window window = new Window(new double[ASKED], new double[ASKED]);
    long begin = System.nanoTime();
    for (int asked = 0; asked < ASKED; asked++) {
      long due = begin + asked * TimeUnit.SECONDS.toNanos(1) / ASKED_PER_SECOND;
      awaited(due);
      long sent = System.nanoTime();
      int[] before = new int[CHANGING];
      Arrays.setAll(before, complete::get);
      String answer = list.get();
      // From when it was due: a stall counts for all that had to wait for it.
      window.took[asked] = System.nanoTime() - due;
      window.ages[asked] = ageNanos(answer, before, sent);
    }
    return window;
  }

  private static void tell(List<Window> windows) {
    double[] took = windows.stream().flatMapToDouble(one -> Arrays.stream(one.took)).toArray();
    double[] ages = windows.stream().flatMapToDouble(one -> Arrays.stream(one.ages)).toArray();
    System.out.printf(
        "listing of %d scenes while %d files a second change: %d answers, %.1f ms (median), %.1f ms"
            + " (p99), the oldest answer %.1f ms old%n",
        SCENES + CHANGING,
        CHANGES_PER_SECOND,
        took.length,
        Quantiles.of(took, 0.5) / 1e6,
        Quantiles.of(took, 0.99) / 1e6,
        Quantiles.of(ages, 1) / 1e6);
    assertThat(typical(windows, one -> Quantiles.of(one.took, 0.99)))
        .isLessThan((double) TIME_MAX.toNanos() * NOISE);
    assertThat(typical(windows, one -> Quantiles.of(one.ages, 1)))
        .isLessThan((double) AGE_MAX.toNanos() * NOISE);
  }

  private static double typical(List<Window> windows, ToDoubleFunction<Window> figure) {
    return Quantiles.median(windows.stream().mapToDouble(figure).toArray());
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

  private void change(TestProject project, AtomicBoolean ended) {
    long begin = System.nanoTime();
    for (int i = CHANGING; i < CHANGES_MAX && !ended.get(); i++) {
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

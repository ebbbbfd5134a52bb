package dev.spacetime.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PurgesTest {
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<Set<String>> received = new ArrayList<>();
  private boolean edgeIsThere = true;

  private final Purges purges =
      new Purges(
          tags -> {
            if (!edgeIsThere) {
              throw new IOException("nobody there");
            }
            received.add(new TreeSet<>(tags));
          },
          (task, delay) -> {
            work.add(task);
            pauses.add(delay);
          },
          () -> 0);

  private void runAll() {
    for (Runnable task = work.poll(); task != null; task = work.poll()) {
      task.run();
    }
  }

  @Test
  void changesAreGatheredAndToldOnce() {
    purges.add(Set.of("a", "b"));
    purges.add(Set.of("b", "c"));
    assertThat(purges.figures().waiting()).isEqualTo(3);
    runAll();
    // The second time for what was on its way.
    assertThat(received).containsExactly(Set.of("a", "b", "c"), Set.of("a", "b", "c"));
    assertThat(pauses).containsExactly(Purges.GATHERING, Purges.SECOND_TIME);
    purges.add(Set.of("a"));
    runAll();
    assertThat(received).hasSize(4).endsWith(Set.of("a"), Set.of("a"));
    assertThat(purges.figures()).isEqualTo(new Purges.Figures(4, 0, 0, 0));
  }

  @Test
  void tooManyBecomeEverything() {
    for (int i = 0; i <= Purges.TAGS_MAX; i++) {
      purges.add(Set.of("tag" + i));
    }
    assertThat(purges.figures().waiting()).isEqualTo(1);
    purges.add(Set.of("one more"));
    runAll();
    assertThat(received).containsOnly(Set.of(SurrogateTags.ALL)).hasSize(2);
  }

  @Test
  void isTriedAgainWithGrowingPausesThenGivenUpAndMadeGood() {
    edgeIsThere = false;
    purges.add(Set.of("a", "b"));
    runAll();
    assertThat(pauses)
        .extracting(Duration::toMillis)
        .containsExactly(150L, 500L, 1_000L, 2_000L, 4_000L, 8_000L);
    assertThat(purges.figures()).isEqualTo(new Purges.Figures(0, Purges.TRIES_MAX, 2, 0));
    edgeIsThere = true;
    purges.add(Set.of("c"));
    runAll();
    assertThat(received).containsOnly(Set.of(SurrogateTags.ALL)).hasSize(2);
    purges.add(Set.of("d"));
    runAll();
    assertThat(received).last().isEqualTo(Set.of("d"));
  }

  @Test
  void secondTimeThatIsInVainIsMadeGoodToo() {
    purges.add(Set.of("a"));
    work.remove().run();
    edgeIsThere = false;
    runAll();
    assertThat(purges.figures()).isEqualTo(new Purges.Figures(1, Purges.TRIES_MAX, 1, 0));
    edgeIsThere = true;
    purges.add(Set.of("b"));
    runAll();
    assertThat(received).endsWith(Set.of(SurrogateTags.ALL), Set.of(SurrogateTags.ALL));
  }

  @Test
  void debtIsNotPaidByWhatWasUnderWay() {
    purges.add(Set.of("a"));
    work.remove().run();
    Runnable secondTime = work.remove();
    purges.add(Set.of("b"));
    edgeIsThere = false;
    work.remove().run();
    Runnable again = work.remove();
    secondTime.run();
    while (purges.figures().dropped() == 0) {
      work.remove().run();
    }
    edgeIsThere = true;
    again.run();
    assertThat(received).endsWith(Set.of("b"));
    purges.add(Set.of("c"));
    runAll();
    assertThat(received).contains(Set.of(SurrogateTags.ALL));
  }

  @Test
  void whatChangesMeanwhileFollows() {
    edgeIsThere = false;
    purges.add(Set.of("a"));
    work.remove().run();
    edgeIsThere = true;
    purges.add(Set.of("b"));
    runAll();
    assertThat(received).containsExactly(Set.of("a"), Set.of("a"), Set.of("b"), Set.of("b"));
  }
}

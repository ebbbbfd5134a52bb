package dev.spacetime.server.shadow;

import dev.spacetime.server.shadow.Judge.Verdict.Different;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The last mismatches, without secrets. */
final class MismatchLog {
  private final int keptMax;
  private final InstantSource clock;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private long numbers;

  /**
   * One of them.
   *
   * @param sample without secrets, to be run again
   * @param places where it differed
   */
  record Kept(Mismatch mismatch, Sample sample, Set<String> places) {
    Kept {
      places = Set.copyOf(places);
    }
  }

  MismatchLog(int keptMax, InstantSource clock) {
    this.keptMax = keptMax;
    this.clock = clock;
  }

  synchronized void add(String stable, String candidate, Sample sample, Different different) {
    Sample clean = sample.with(WithoutSecrets.request(sample.request()));
    Mismatch mismatch =
        new Mismatch(
            ++numbers,
            clock.instant(),
            stable,
            candidate,
            Shown.request(clean.request()),
            Shown.answer(WithoutSecrets.answer(different.stable().answer())),
            Shown.answer(WithoutSecrets.answer(different.candidate().answer())),
            Shown.differences(sample, different),
            different.differences().state());
    if (kept.size() == keptMax) {
      kept.removeLast();
    }
    kept.addFirst(new Kept(mismatch, clean, different.differences().places()));
  }

  /**
   * @param before only those with a smaller number
   */
  synchronized MismatchPage page(int limit, long before) {
    List<Mismatch> page =
        kept.stream()
            .map(Kept::mismatch)
            .filter(mismatch -> mismatch.number() < before)
            .limit(limit)
            .toList();
    return new MismatchPage(page, kept.size());
  }

  synchronized Optional<Kept> find(long number) {
    return kept.stream().filter(one -> one.mismatch().number() == number).findFirst();
  }
}

package dev.spacetime.server.platform;

import dev.spacetime.api.Timestamps;
import dev.spacetime.comparison.Difference;
import dev.spacetime.server.shadow.Mismatch;
import dev.spacetime.server.shadow.Mismatch.ShownAnswer;
import dev.spacetime.server.shadow.Mismatch.ShownRequest;
import dev.spacetime.server.shadow.Replay;
import java.util.List;
import java.util.Locale;

/**
 * The answer of {@code GET /admin/mismatches}, newest first.
 *
 * @param total all that are kept
 */
record MismatchesAnswer(List<Entry> mismatches, int count, long total) {
  static MismatchesAnswer of(List<Mismatch> mismatches, long total) {
    return new MismatchesAnswer(
        mismatches.stream().map(Entry::of).toList(), mismatches.size(), total);
  }

  record Entry(
      long number,
      String time,
      String stable,
      String candidate,
      ShownRequest request,
      ShownAnswer stableAnswer,
      ShownAnswer candidateAnswer,
      List<Place> differences,
      List<Place> stateDifferences) {
    static Entry of(Mismatch mismatch) {
      return new Entry(
          mismatch.number(),
          Timestamps.text(mismatch.time()),
          mismatch.stable(),
          mismatch.candidate(),
          mismatch.request(),
          mismatch.stableAnswer(),
          mismatch.candidateAnswer(),
          Place.of(mismatch.differences()),
          Place.of(mismatch.stateDifferences()));
    }
  }

  /** One place where the two sides differ. */
  record Place(String part, String where, String stable, String candidate) {
    static List<Place> of(List<Difference> differences) {
      return differences.stream()
          .map(
              one ->
                  new Place(
                      one.part().name().toLowerCase(Locale.ROOT),
                      one.where(),
                      one.first(),
                      one.second()))
          .toList();
    }
  }

  /** The answer of {@code POST /admin/mismatches/replay}. */
  record Replayed(long number, ShownRequest smallest, List<Place> differences, int runs) {
    static Replayed of(long number, Replay replay) {
      return new Replayed(number, replay.smallest(), Place.of(replay.differences()), replay.runs());
    }
  }
}

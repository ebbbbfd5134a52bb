package dev.spacetime.server.shadow;

import dev.spacetime.access.WhitelistRules;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Json;
import dev.spacetime.api.wire.HistoryAnswer;
import dev.spacetime.api.wire.SceneAnswer;
import dev.spacetime.comparison.Answer;
import dev.spacetime.comparison.AnswerComparison;
import dev.spacetime.comparison.Difference;
import dev.spacetime.comparison.PermittedDifference;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What differs between two runs of one request: their answers, and the states that they left. */
final class RunComparison {
  private static final AnswerComparison READS =
      new AnswerComparison(PermittedDifference.OF_VARIANTS);
  private static final AnswerComparison CHANGES = new AnswerComparison(ofChanges());
  private static final int OK = 200;

  private RunComparison() {}

  private record State(SceneAnswer scene, HistoryAnswer history, WhitelistRules whitelist) {
    static Answer of(Run run) {
      State state =
          new State(
              SceneAnswer.of(run.session().current()),
              HistoryAnswer.of(run.session().history()),
              run.rules());
      return new Answer(OK, HeaderFields.NONE, Json.bytes(state));
    }
  }

  static Differences differences(Sample sample, Run first, Run second) {
    return new Differences(
        answers(sample, Answer.of(first.answer()), Answer.of(second.answer())),
        states(sample, first, second));
  }

  static List<Difference> answers(Sample sample, Answer first, Answer second) {
    AnswerComparison comparison = sample.endpoint().readsOnly() ? READS : CHANGES;
    return comparison.differences(sample.endpoint().path(), first, second);
  }

  private static List<Difference> states(Sample sample, Run first, Run second) {
    return first.leftAsItWas(sample.before()) && second.leftAsItWas(sample.before())
        ? List.of()
        : CHANGES.differences("", State.of(first), State.of(second));
  }

  // What is changed twice is changed at two moments.
  private static Set<PermittedDifference> ofChanges() {
    EnumSet<PermittedDifference> permitted = EnumSet.copyOf(PermittedDifference.OF_VARIANTS);
    permitted.add(PermittedDifference.MOMENTS);
    permitted.add(PermittedDifference.DURATIONS);
    return permitted;
  }
}

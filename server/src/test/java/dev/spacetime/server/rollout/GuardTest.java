package dev.spacetime.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spacetime.api.Endpoint;
import dev.spacetime.server.rollout.GuardVerdict.Decision;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuardTest {
  private final Guard guard =
      new Guard(GuardSettings.DEFAULT, new Baseline("plain"), Answering.BOTH, 1);

  private void serve(Side side, Endpoint endpoint, int requests, boolean failed, long nanos) {
    for (int i = 0; i < requests; i++) {
      guard.served(side, endpoint, failed, nanos);
    }
  }

  private GuardFigure figure(String name) {
    return guard.judge().figures().stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void namesEachFigureAndItsPartOfTheFalseAlarms() {
    GuardVerdict verdict = guard.judge();
    assertThat(verdict.figures()).hasSize(Guard.FIGURES);
    assertThat(verdict.figures())
        .allSatisfy(
            figure -> {
              assertThat(figure.evidence()).isEqualTo(1);
              assertThat(figure.stable()).isNaN();
              assertThat(figure.limit()).isGreaterThan(Guard.FIGURES / 0.05);
            });
  }

  @Test
  void comparesEachEndpointWithItselfOnly() {
    // The candidate's clients ask for what is slow and fails on both sides alike.
    for (int i = 0; i < 100; i++) {
      serve(Side.STABLE, Endpoint.SCENE_CURRENT, 90, false, 1_000 + i);
      serve(Side.CANDIDATE, Endpoint.SCENE_CURRENT, 1, false, 1_000 + i);
      serve(Side.STABLE, Endpoint.SCENE_LOAD, 5, i % 2 == 0, 1_000_000 + i);
      serve(Side.CANDIDATE, Endpoint.SCENE_LOAD, 9, i % 2 == 0, 1_000_000 + i);
      assertThat(guard.judge().decision()).isNotEqualTo(Decision.ROLL_BACK);
    }
    GuardFigure errors = figure("error_rate");
    assertThat(errors.stable()).isEqualTo(errors.candidate());
  }

  @Test
  void oneBadEndpointOfManyIsFound() {
    int looks = 0;
    while (guard.judge().decision() != Decision.ROLL_BACK && looks < 1_000) {
      looks++;
      serve(Side.STABLE, Endpoint.SCENE_CURRENT, 98, false, 1_000 + looks);
      serve(Side.CANDIDATE, Endpoint.SCENE_CURRENT, 98, false, 1_000 + looks);
      serve(Side.STABLE, Endpoint.SCENE_VALIDATE, 10, false, 5_000_000);
      serve(Side.CANDIDATE, Endpoint.SCENE_VALIDATE, 10, false, 9_000_000);
    }
    assertThat(looks).isBetween(GuardSettings.DEFAULT.warmUp() / 10, 40);
    assertThat(guard.judge().reason()).contains("latency_ratio");
  }

  @Test
  void saysWhereItIsWorse() {
    for (int look = 0; guard.judge().decision() != Decision.ROLL_BACK && look < 1_000; look++) {
      serve(Side.STABLE, Endpoint.SCENE_CURRENT, 98, false, 1_000 + look);
      serve(Side.CANDIDATE, Endpoint.SCENE_CURRENT, 98, false, 1_000 + look);
      serve(Side.STABLE, Endpoint.SCENE_VALIDATE, 2, false, 1_000 + look);
      serve(Side.CANDIDATE, Endpoint.SCENE_VALIDATE, 2, look % 2 == 0, 1_000 + look);
    }
    assertThat(guard.judge().reason())
        .containsPattern("error_rate is 0\\.01.*\\(at scene_validate 0\\.5\\d* and 0\\.000\\)");
  }

  @Test
  void whatIsColdIsNotSlow() {
    serve(Side.STABLE, Endpoint.SCENES, 1_000, false, 1_000_000);
    serve(Side.CANDIDATE, Endpoint.SCENES, GuardSettings.DEFAULT.warmUp(), false, 50_000_000);
    assertThat(figure("latency_ratio").samples()).isZero();
    serve(Side.STABLE, Endpoint.SCENES, 500, false, 1_000_000);
    serve(Side.CANDIDATE, Endpoint.SCENES, 500, false, 1_000_000);
    assertThat(guard.judge().decision()).isEqualTo(Decision.PROMOTE);
  }

  @Test
  void whatNobodyNoticesIsNotSlow() {
    for (int i = 0; i < 50; i++) {
      serve(Side.STABLE, Endpoint.SCENE_CURRENT, 100, false, 50_000 + i);
      serve(Side.CANDIDATE, Endpoint.SCENE_CURRENT, 100, false, 65_000 + i);
      assertThat(guard.judge().decision()).isNotEqualTo(Decision.ROLL_BACK);
    }
  }

  @Test
  void answerThatTakesTooLongHasFailed() {
    serve(Side.STABLE, Endpoint.SCENES, 100, false, 1_000);
    serve(Side.CANDIDATE, Endpoint.SCENES, 50, false, Duration.ofSeconds(6).toNanos());
    assertThat(figure("error_rate").candidate()).isEqualTo(1);
    assertThat(guard.judge().decision()).isEqualTo(Decision.ROLL_BACK);
  }

  @Test
  void mismatchHoldsUntilItIsRareEnough() {
    serve(Side.STABLE, Endpoint.SCENES, 500, false, 1_000);
    serve(Side.CANDIDATE, Endpoint.SCENES, 500, false, 1_000);
    assertThat(guard.judge().decision()).isEqualTo(Decision.PROMOTE);
    guard.compared(true);
    GuardVerdict verdict = guard.judge();
    assertThat(verdict.decision()).isEqualTo(Decision.HOLD);
    assertThat(verdict.reason()).contains("not sure").contains("mismatch_rate");
    for (int i = 0; i < 20_000; i++) {
      guard.compared(false);
    }
    assertThat(guard.judge().decision()).isEqualTo(Decision.PROMOTE);
  }

  @Test
  void unknownBaselineIsTakenToFailSeldom() {
    Guard alone =
        new Guard(GuardSettings.DEFAULT, new Baseline("plain"), Answering.CANDIDATE_ALONE, 1);
    for (int i = 0; i < 300; i++) {
      alone.served(Side.CANDIDATE, Endpoint.SCENES, i % 5 == 0, 1_000);
    }
    assertThat(alone.judge().decision()).isEqualTo(Decision.ROLL_BACK);
  }

  @Test
  void whatAWithdrawnCandidateStillAnswersIsNotRemembered() {
    Baseline baseline = new Baseline("plain");
    BaselineRecorder recorder = new BaselineRecorder(baseline);
    recorder.served(Side.STABLE, Endpoint.SCENES, false, 1_000);
    recorder.served(Side.CANDIDATE, Endpoint.SCENES, true, 1_000);
    recorder.learn();
    assertThat(baseline.trials(Endpoint.SCENES)).isEqualTo(1);
    assertThat(baseline.failureRate(Endpoint.SCENES)).isZero();
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new GuardSettings(
                    0, 1.05, Duration.ZERO, 0, 0.01, 0.0001, 0.2, 200, Duration.ofSeconds(5)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new GuardSettings(
                    0.05, 0.9, Duration.ZERO, 0, 0.01, 0.0001, 0.2, 200, Duration.ofSeconds(5)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new GuardSettings(
                    0.05, 1.05, Duration.ZERO, 0, 0.01, 0, 0.2, 200, Duration.ofSeconds(5)));
  }
}

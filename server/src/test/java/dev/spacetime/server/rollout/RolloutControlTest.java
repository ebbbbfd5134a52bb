package dev.spacetime.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.server.audit.AuditEntry;
import dev.spacetime.server.rollout.GuardVerdict.Decision;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RolloutControlTest {
  private static final Duration HOLD = Duration.ofMinutes(5);

  private final Bench bench = new Bench();
  private final RolloutControl control = bench.control;

  @AfterEach
  void close() {
    control.close();
  }

  private static void refuses(ErrorCode code, ThrowingCallable change) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(change)
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void changeIsAuditedThenStoredThenApplied() {
    bench.begin();
    bench.canary(5, 100);
    assertThat(bench.order).containsExactly("audit", "store", "apply");
    assertThat(bench.lastAudited().who()).isEqualTo(Bench.WHO);
    assertThat(bench.lastAudited().action()).isEqualTo("canary");
    assertThat(bench.lastAudited().from()).isEqualTo("plain");
    assertThat(bench.lastAudited().to()).isEqualTo("plain, 5 % fast");
    assertThat(bench.stored).last().isSameAs(control.current());
    assertThat(bench.applied).last().isSameAs(control.current());
  }

  @Test
  void goesThroughAllStepsAndTheCandidateBecomesStable() {
    bench.begin();
    long number = bench.canary(5, 50, 100).number();
    for (int step = 0; step < 3; step++) {
      assertThat(control.current().step()).isEqualTo(step);
      bench.serve(1_000);
      control.tick();
      assertThat(control.report().verdict().decision()).isEqualTo(Decision.PROMOTE);
      assertThat(control.current().step()).as("before the time").isEqualTo(step);
      bench.pass(HOLD);
      control.tick();
      assertThat(control.current().number()).isEqualTo(number);
    }
    Rollout end = control.current();
    assertThat(end.mode()).isEqualTo(Mode.FIXED);
    assertThat(end.stable()).isEqualTo("fast");
    assertThat(end.candidate()).isNull();
    assertThat(end.previous()).isEqualTo("plain");
    assertThat(bench.audit)
        .extracting(AuditEntry::action)
        .containsExactly("switch", "canary", "step", "step", "promote");
    assertThat(bench.lastAudited().who()).isEqualTo(AuditEntry.GUARD);
    assertThat(bench.lastAudited().figures()).containsKey("error_rate.candidate");
  }

  @Test
  void wantOfTrafficHoldsAndIsNamed() {
    bench.begin();
    bench.canary(5, 100);
    bench.serve(199);
    bench.pass(HOLD);
    control.tick();
    assertThat(control.current().step()).isZero();
    assertThat(control.report().verdict().decision()).isEqualTo(Decision.HOLD);
    assertThat(control.report().verdict().reason())
        .contains("too little traffic")
        .contains("199")
        .contains("200");
  }

  @Test
  void samplesOfOneStepAreNoneOfTheNext() {
    bench.begin();
    bench.canary(5, 50, 100);
    bench.serve(1_000);
    bench.pass(HOLD);
    control.tick();
    bench.pass(HOLD);
    control.tick();
    assertThat(control.current().step()).isEqualTo(1);
    assertThat(control.report().verdict().reason()).contains("too little traffic");
  }

  @Test
  void worseCandidateIsWithdrawnAndTheVerdictIsKept() {
    bench.begin();
    bench.canary(5, 100);
    bench.serve(300);
    control.tick();
    bench.failing(100);
    control.tick();
    Rollout end = control.current();
    assertThat(end.mode()).isEqualTo(Mode.FIXED);
    assertThat(end.stable()).isEqualTo("plain");
    assertThat(bench.lastAudited().action()).isEqualTo("rollback");
    assertThat(bench.lastAudited().who()).isEqualTo(AuditEntry.GUARD);
    assertThat(bench.lastAudited().figures())
        .containsKeys("rollback_microseconds", "error_rate.evidence");
    control.tick();
    assertThat(control.report().verdict().decision()).isEqualTo(Decision.ROLL_BACK);
    assertThat(control.report().verdict().reason()).contains("error_rate");
    assertThat(bench.stored).last().isSameAs(end);
    refuses(ErrorCode.CONFLICT, () -> control.rollBack("once more", Bench.WHO));
  }

  @Test
  void withdrawalNeedsNoDiskAndIsWrittenLater() {
    bench.begin();
    bench.canary(5, 100);
    bench.order.clear();
    bench.auditFails = true;
    bench.storeFails = true;
    bench.failing(300);
    control.tick();
    assertThat(control.current().stable()).isEqualTo("plain");
    assertThat(control.current().candidate()).isNull();
    assertThat(bench.order).containsExactly("apply");
    refuses(ErrorCode.UNAVAILABLE, () -> bench.canary(5, 100));
    bench.auditFails = false;
    control.tick();
    bench.storeFails = false;
    control.tick();
    control.tick();
    assertThat(bench.audit).filteredOn(entry -> entry.action().equals("rollback")).hasSize(1);
    assertThat(bench.stored).last().isSameAs(control.current());
  }

  @Test
  void withdrawalThatOvertakesAChangeWins() {
    bench.begin();
    bench.canary(5, 100);
    bench.failing(300);
    bench.whileStoring =
        () -> {
          bench.whileStoring = () -> {};
          control.judge();
        };
    refuses(ErrorCode.CONFLICT, () -> control.promote("I am sure", Bench.WHO));
    control.tick();
    assertThat(control.current().mode()).isEqualTo(Mode.FIXED);
    assertThat(control.current().stable()).isEqualTo("plain");
    assertThat(bench.stored).last().isSameAs(control.current());
    assertThat(bench.lastAudited().action()).isEqualTo("rollback");
  }

  @Test
  void changeThatTheDiskDoesNotTakeChangesNothing() {
    bench.begin();
    Rollout before = control.current();
    bench.auditFails = true;
    refuses(ErrorCode.UNAVAILABLE, () -> bench.canary(5, 100));
    bench.auditFails = false;
    bench.storeFails = true;
    refuses(ErrorCode.UNAVAILABLE, () -> bench.canary(5, 100));
    assertThat(control.current()).isSameAs(before);
    bench.storeFails = false;
    control.tick();
    // What was audited and then not stored is taken back in the log.
    assertThat(bench.lastAudited().action()).isEqualTo("restore");
    assertThat(bench.lastAudited().to()).isEqualTo("plain");
    assertThat(bench.stored).last().isSameAs(before);
  }

  @Test
  void hangingCandidateIsWithdrawnAtTheNextLook() {
    bench.begin();
    bench.canary(5, 100);
    bench.waitingNanos = GuardSettings.DEFAULT.hang().toNanos();
    control.tick();
    assertThat(control.current().mode()).isEqualTo(Mode.CANARY);
    bench.waitingNanos++;
    control.tick();
    assertThat(control.current().mode()).isEqualTo(Mode.FIXED);
    assertThat(bench.lastAudited().reason()).contains("hangs").contains("5.0 s");
  }

  @Test
  void pausedCanaryStaysButIsStillWithdrawn() {
    bench.begin();
    bench.canary(5, 100);
    control.pause("lunch", Bench.WHO);
    refuses(ErrorCode.CONFLICT, () -> control.pause("again", Bench.WHO));
    bench.serve(1_000);
    bench.pass(HOLD);
    control.tick();
    assertThat(control.current().step()).isZero();
    control.resume("back", Bench.WHO);
    refuses(ErrorCode.CONFLICT, () -> control.resume("again", Bench.WHO));
    control.tick();
    assertThat(control.current().step()).isEqualTo(1);
    control.pause("tea", Bench.WHO);
    bench.failing(1_000);
    control.tick();
    assertThat(control.current().mode()).isEqualTo(Mode.FIXED);
  }

  @Test
  void peopleMayPromoteAndRollBack() {
    bench.begin();
    bench.canary(5, 100);
    assertThat(control.promote("go", Bench.WHO).sharePercent()).isEqualTo(100);
    assertThat(control.promote("go", Bench.WHO).stable()).isEqualTo("fast");
    refuses(ErrorCode.CONFLICT, () -> control.promote("go", Bench.WHO));
    assertThat(control.rollBack("no, back", Bench.WHO).stable()).isEqualTo("plain");
    refuses(ErrorCode.CONFLICT, () -> control.rollBack("twice", Bench.WHO));
    bench.canary(5, 100);
    assertThat(control.rollBack("no", Bench.WHO).stable()).isEqualTo("plain");
  }

  @Test
  void guardedSwitchIsTakenBackOrEndsUnguarded() {
    bench.begin();
    bench.switchTo("fast", true);
    assertThat(control.current().candidate()).isEqualTo("plain");
    bench.serve(500);
    bench.pass(HOLD);
    control.tick();
    assertThat(control.current().stable()).isEqualTo("fast");
    assertThat(control.current().guarded()).isFalse();
    bench.switchTo("plain", true);
    bench.failing(500);
    control.tick();
    assertThat(control.current().stable()).isEqualTo("fast");
    assertThat(bench.lastAudited().action()).isEqualTo("rollback");
  }

  @Test
  void unguardedSwitchIsNobodysBusiness() {
    bench.begin();
    bench.switchTo("fast", false);
    bench.failing(1_000);
    bench.pass(HOLD);
    control.tick();
    assertThat(control.current().stable()).isEqualTo("fast");
    assertThat(control.rollBack("too slow", Bench.WHO).stable()).isEqualTo("plain");
  }

  @Test
  void shadowIsNeverPromotedAndNothingIsWithdrawn() {
    bench.begin();
    control.start(
        new RolloutRequest(Mode.SHADOW, "fast", CanaryPlan.DEFAULT, 10, true, "look"), Bench.WHO);
    assertThat(control.current().sharePercent()).isZero();
    for (int i = 0; i < 1_000; i++) {
      control.observer().compared(true);
    }
    bench.pass(HOLD);
    control.tick();
    assertThat(control.report().verdict().decision()).isEqualTo(Decision.ROLL_BACK);
    assertThat(control.current().mode()).isEqualTo(Mode.SHADOW);
    refuses(ErrorCode.CONFLICT, () -> control.promote("go", Bench.WHO));
    refuses(ErrorCode.CONFLICT, () -> control.pause("stop", Bench.WHO));
    assertThat(control.rollBack("enough", Bench.WHO).candidate()).isNull();
  }

  @Test
  void senselessRequestsAreRefused() {
    bench.begin();
    refuses(ErrorCode.BAD_REQUEST, () -> bench.switchTo("nothing", false));
    refuses(ErrorCode.BAD_REQUEST, () -> control.rollBack(" ", Bench.WHO));
    refuses(ErrorCode.BAD_REQUEST, () -> control.rollBack("x".repeat(501), Bench.WHO));
    refuses(ErrorCode.CONFLICT, () -> control.rollBack("x".repeat(500), Bench.WHO));
    refuses(
        ErrorCode.BAD_REQUEST,
        () ->
            control.start(
                new RolloutRequest(Mode.CANARY, "plain", CanaryPlan.DEFAULT, 0, true, "why"),
                Bench.WHO));
    refuses(
        ErrorCode.BAD_REQUEST,
        () ->
            control.start(
                new RolloutRequest(Mode.SHADOW, "fast", CanaryPlan.DEFAULT, 101, true, "why"),
                Bench.WHO));
  }

  @Test
  void restartGoesOnWhereItWasJudgedAnew() {
    bench.begin();
    bench.canary(5, 50, 100);
    bench.serve(1_000);
    bench.pass(HOLD);
    control.tick();
    Rollout before = control.current();
    try (RolloutControl again = bench.control(GuardSettings.DEFAULT)) {
      again.restore(before, "plain");
      assertThat(again.current()).isSameAs(before);
      assertThat(bench.lastAudited().who()).isEqualTo(AuditEntry.START);
      assertThat(bench.lastAudited().action()).isEqualTo("restore");
      bench.pass(HOLD);
      again.tick();
      assertThat(again.current().step()).isEqualTo(1);
      assertThat(again.report().verdict().reason()).contains("too little traffic");
    }
  }

  @Test
  void restartWithoutOneOfTheVariantsTrustsTheStableOne() {
    bench.begin();
    Rollout canary = bench.canary(5, 100);
    Rollout lostCandidate = with(canary, "plain", "lost");
    try (RolloutControl again = bench.control(GuardSettings.DEFAULT)) {
      again.restore(lostCandidate, "other");
      assertThat(again.current().stable()).isEqualTo("plain");
      assertThat(again.current().mode()).isEqualTo(Mode.FIXED);
      assertThat(bench.lastAudited().reason()).contains("lost");
    }
    try (RolloutControl again = bench.control(GuardSettings.DEFAULT)) {
      again.restore(with(canary, "lost", "fast"), "other");
      assertThat(again.current().stable()).isEqualTo("other");
      assertThat(again.current().candidate()).isNull();
      assertThat(bench.lastAudited().who()).isEqualTo(AuditEntry.START);
    }
    try (RolloutControl again = bench.control(GuardSettings.DEFAULT)) {
      assertThatIllegalArgumentException().isThrownBy(() -> again.begin("lost", "why"));
    }
  }

  private static Rollout with(Rollout rollout, String stable, String candidate) {
    return new Rollout(
        rollout.number(),
        rollout.mode(),
        stable,
        candidate,
        rollout.plan(),
        rollout.step(),
        rollout.paused(),
        rollout.shadowPercent(),
        rollout.guarded(),
        rollout.previous(),
        rollout.since(),
        rollout.reason());
  }

  @Test
  void startDoesNotDependOnTheDisk() {
    bench.auditFails = true;
    bench.storeFails = true;
    control.begin("plain", "chosen at the start");
    assertThat(control.current().stable()).isEqualTo("plain");
    bench.auditFails = false;
    bench.storeFails = false;
    control.tick();
    assertThat(bench.audit).hasSize(1);
    assertThat(bench.audit.get(0).from()).isNull();
    assertThat(bench.stored).hasSize(1);
  }
}

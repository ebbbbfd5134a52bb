package dev.spacetime.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.rollout.SimulatedTraffic.Fault;
import dev.spacetime.statistics.BoundedRate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whole canaries, judged four times a second by a clock that costs nothing. */
class GuardSimulationTest {
  // -Dspacetime.canaries=2000 for a longer look.
  private static final int CANARIES = Integer.getInteger("spacetime.canaries", 200);

  private record End(Rollout rollout, String reason, Duration time, long ofCandidate) {
    boolean isBack() {
      return rollout.mode() == Mode.FIXED && rollout.stable().equals("plain");
    }
  }

  private static End canary(CanaryPlan plan, Fault fault, int requestsPerTick, long seed) {
    Bench bench = new Bench();
    try (RolloutControl control = bench.control) {
      bench.begin();
      SimulatedTraffic before = new SimulatedTraffic(Fault.NONE, requestsPerTick, -seed - 1);
      for (int i = 0; i < 100; i++) {
        before.tick(control.observer(), 0);
        control.tick();
      }
      control.start(new RolloutRequest(Mode.CANARY, "fast", plan, 10, true, "simulated"), "anna");
      SimulatedTraffic traffic = new SimulatedTraffic(fault, requestsPerTick, seed);
      while (control.current().mode() == Mode.CANARY && traffic.time().toHours() < 2) {
        traffic.tick(control.observer(), control.current().sharePercent());
        bench.pass(SimulatedTraffic.TICK);
        control.tick();
      }
      return new End(
          control.current(),
          control.report().verdict().reason(),
          traffic.time(),
          traffic.ofCandidate());
    }
  }

  @Test
  void equalCandidatesAreSeldomWithdrawn() {
    CanaryPlan plan = new CanaryPlan(List.of(1, 5, 25, 50, 100), Duration.ofMinutes(1));
    int withdrawn = 0;
    int promoted = 0;
    Duration longest = Duration.ZERO;
    for (int seed = 0; seed < CANARIES; seed++) {
      End end = canary(plan, Fault.NONE, 100, seed);
      longest = end.time().compareTo(longest) > 0 ? end.time() : longest;
      promoted += end.rollout().stable().equals("fast") ? 1 : 0;
      if (end.isBack()) {
        withdrawn++;
        System.out.printf("withdrawn wrongly: %s%n", end.reason());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "A/A: %d of %d equal candidates withdrawn, the true share is below %.3f (95 %% sure);"
            + " %d promoted, the last after %s%n",
        withdrawn,
        CANARIES,
        BoundedRate.upperLimit(withdrawn, CANARIES, 0.05),
        promoted,
        longest);
    assertThat(withdrawn).isLessThanOrEqualTo(CANARIES / 20);
    // An equal candidate that is never promoted would be no use either.
    assertThat(promoted).isGreaterThanOrEqualTo(CANARIES - withdrawn - CANARIES / 20);
  }

  @Test
  void faultsAreFound() {
    isFound("5 % errors", new Fault(0.05, 1, 0, 0, 0), "error_rate");
    isFound("10 % slower", new Fault(0, 1.1, 0, 0, 0), "latency_");
    isFound("3 % ten times slower", new Fault(0, 1, 0.03, 0, 0), "latency_p");
    isFound("1 mismatch in 1,000", new Fault(0, 1, 0, 0.001, 0), "mismatch_rate");
    isFound("leak of 5 % in 30 s", new Fault(0, 1, 0, 0, 0.05), "live_heap");
  }

  @Test
  void slowdownThatIsNoneIsSeldomWithdrawn() {
    CanaryPlan plan = new CanaryPlan(List.of(25, 50, 100), Duration.ofMinutes(2));
    int runs = 40;
    int withdrawn = 0;
    for (int seed = 0; seed < runs; seed++) {
      withdrawn += canary(plan, new Fault(0, 1.04, 0, 0, 0), 100, seed).isBack() ? 1 : 0;
    }
    System.out.printf("4 %% slower: %d of %d withdrawn%n", withdrawn, runs);
    assertThat(withdrawn).isLessThanOrEqualTo(2);
  }

  private static End switched(Fault fault, long seed) {
    Bench bench = new Bench();
    try (RolloutControl control = bench.control) {
      bench.begin();
      SimulatedTraffic traffic = new SimulatedTraffic(Fault.NONE, 100, seed);
      SimulatedTraffic after = new SimulatedTraffic(fault, 100, -seed - 1);
      for (int i = 0; i < 100; i++) {
        traffic.tick(control.observer(), 0);
        control.tick();
      }
      bench.switchTo("fast", true);
      while (control.current().guarded() && after.time().toHours() < 2) {
        after.tick(control.observer(), 100);
        bench.pass(SimulatedTraffic.TICK);
        control.tick();
      }
      return new End(
          control.current(),
          control.report().verdict().reason(),
          after.time(),
          after.ofCandidate());
    }
  }

  @Test
  void guardedSwitchIsTakenBackForWhatIsPlainOnly() {
    int runs = 40;
    int withdrawn = 0;
    for (int seed = 0; seed < runs; seed++) {
      End end = switched(Fault.NONE, seed);
      withdrawn += end.isBack() ? 1 : 0;
      assertThat(end.rollout().guarded()).isFalse();
    }
    System.out.printf("A/A switches: %d of %d taken back%n", withdrawn, runs);
    assertThat(withdrawn).isLessThanOrEqualTo(2);
    for (Fault fault : List.of(new Fault(0.05, 1, 0, 0, 0), new Fault(0, 4, 0, 0, 0))) {
      End end = switched(fault, 7);
      System.out.printf("switch to %s: taken back after %s%n", fault, end.time());
      assertThat(end.isBack()).as("%s", end).isTrue();
    }
  }

  @Test
  void hangIsFound() {
    Bench bench = new Bench();
    try (RolloutControl control = bench.control) {
      bench.begin();
      bench.canary(5, 100);
      while (control.current().mode() == Mode.CANARY && bench.nanos < 60e9) {
        bench.pass(SimulatedTraffic.TICK);
        bench.waitingNanos = bench.nanos;
        control.tick();
      }
      System.out.printf("hang: withdrawn after %.2f s%n", bench.nanos / 1e9);
      assertThat(bench.nanos)
          .isEqualTo(GuardSettings.DEFAULT.hang().plus(SimulatedTraffic.TICK).toNanos());
    }
  }

  private static void isFound(String name, Fault fault, String figure) {
    CanaryPlan plan = new CanaryPlan(List.of(5, 25, 50, 100), Duration.ofMinutes(5));
    int runs = 10;
    double[] seconds = new double[runs];
    double[] requests = new double[runs];
    for (int run = 0; run < runs; run++) {
      End end = canary(plan, fault, 100, 1_000 + run);
      assertThat(end.isBack()).as("%s: %s", name, end).isTrue();
      assertThat(end.reason()).contains(figure);
      seconds[run] = end.time().toMillis() / 1e3;
      requests[run] = end.ofCandidate();
    }
    Arrays.sort(seconds);
    Arrays.sort(requests);
    System.out.printf(
        Locale.ROOT,
        "%s: withdrawn after %.1f s (at most %.1f s), %.0f requests (at most %.0f) of the"
            + " candidate%n",
        name,
        seconds[runs / 2],
        seconds[runs - 1],
        requests[runs / 2],
        requests[runs - 1]);
  }
}

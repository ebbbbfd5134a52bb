package dev.spacetime.server.platform;

import dev.spacetime.api.Timestamps;
import dev.spacetime.server.rollout.GuardFigure;
import dev.spacetime.server.rollout.GuardVerdict;
import dev.spacetime.server.rollout.Rollout;
import dev.spacetime.server.rollout.RolloutReport;
import dev.spacetime.server.shadow.ShadowFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /admin/rollout}: the rollout in force, what the guard says of it, what
 * comparing found.
 */
record RolloutAnswer(
    String mode,
    String stable,
    @Nullable String candidate,
    int sharePercent,
    List<Integer> steps,
    int step,
    long holdSeconds,
    boolean paused,
    int shadowPercent,
    boolean guarded,
    @Nullable String previous,
    String since,
    String reason,
    Verdict verdict,
    Shadowing shadow) {
  static RolloutAnswer of(RolloutReport report, ShadowFigures figures) {
    Rollout rollout = report.rollout();
    return new RolloutAnswer(
        rollout.mode().toString(),
        rollout.stable(),
        rollout.candidate(),
        rollout.sharePercent(),
        rollout.plan().percents(),
        rollout.step(),
        rollout.plan().hold().toSeconds(),
        rollout.paused(),
        rollout.shadowPercent(),
        rollout.guarded(),
        rollout.previous(),
        Timestamps.text(rollout.since()),
        rollout.reason(),
        Verdict.of(report.verdict()),
        Shadowing.of(figures));
  }

  record Verdict(String decision, String reason, List<Figure> figures) {
    static Verdict of(GuardVerdict verdict) {
      return new Verdict(
          verdict.decision().toString(),
          verdict.reason(),
          verdict.figures().stream().map(Figure::of).toList());
    }
  }

  /**
   * @param stable {@code null} where there is none yet; JSON has no number for that
   */
  record Figure(
      String name,
      @Nullable Double stable,
      @Nullable Double candidate,
      long samples,
      @Nullable Double evidence,
      @Nullable Double limit) {
    static Figure of(GuardFigure figure) {
      return new Figure(
          figure.name(),
          finite(figure.stable()),
          finite(figure.candidate()),
          figure.samples(),
          finite(figure.evidence()),
          finite(figure.limit()));
    }
  }

  record Shadowing(
      long compared, long dropped, long noise, long mismatches, Cost stable, Cost candidate) {
    static Shadowing of(ShadowFigures figures) {
      return new Shadowing(
          figures.compared(),
          figures.dropped(),
          figures.noise(),
          figures.mismatches(),
          Cost.of(figures.stable()),
          Cost.of(figures.candidate()));
    }
  }

  record Cost(
      @Nullable Double p50Ms,
      @Nullable Double p95Ms,
      @Nullable Double allocatedBytes,
      @Nullable Double cpuMs) {
    private static final double NANOS = 1_000_000;

    static Cost of(ShadowFigures.Cost cost) {
      return new Cost(
          finite(cost.p50Nanos() / NANOS),
          finite(cost.p95Nanos() / NANOS),
          finite(cost.allocatedBytes()),
          finite(cost.cpuNanos() / NANOS));
    }
  }

  static @Nullable Double finite(double figure) {
    return Double.isFinite(figure) ? Double.valueOf(figure) : null;
  }
}

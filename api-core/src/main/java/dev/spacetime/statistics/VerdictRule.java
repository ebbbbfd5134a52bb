package dev.spacetime.statistics;

/**
 * When a difference counts.
 *
 * @param effectMin a smaller one is no difference, as in 0.03
 * @param sureEffectMin so much of it must be sure: the whole interval lies beyond it
 * @param margin {@code SAME} needs the figure's own interval within this of 1, as in 0.05
 * @param significance the rank test's p-value must be below
 * @param pairsMin fewer pairs decide nothing
 */
public record VerdictRule(
    double effectMin, double sureEffectMin, double margin, double significance, int pairsMin) {
  public static final VerdictRule DEFAULT = new VerdictRule(0.03, 0, 0.05, 0.05, 8);

  /**
   * For p95 and beyond. Those of two processes of one program do differ, by 3 to 10 %: what their
   * compilers made is not the same. So it must be sure that they differ by more than nothing.
   */
  public static final VerdictRule OF_TAILS = new VerdictRule(0.05, 0.05, 0.05, 0.05, 8);

  public VerdictRule {
    if (!(0 <= sureEffectMin && sureEffectMin <= effectMin && effectMin <= margin && margin < 1)
        || !(0 < significance && significance < 1)
        || pairsMin < PairedRatio.PAIRS_MIN) {
      throw new IllegalArgumentException("No rule can be made of these bounds");
    }
  }

  /**
   * Of one figure among others. To find a difference in any of them, the interval has to hold for
   * all of them together. All of them are the same only if each one is, and that needs no
   * correction (intersection–union test; Berger 1982).
   *
   * @param estimate the second side's figure over the first's, where more is better; the
   *     {@linkplain RatioEstimate#reciprocal reciprocal} where less is. With an interval for this
   *     figure alone
   * @param joint the interval at a confidence that is corrected for all figures; the estimate's own
   *     where there is but one
   */
  public Verdict judge(RatioEstimate estimate, Interval joint, RankTest ranks) {
    if (estimate.pairs() < pairsMin) {
      return Verdict.INCONCLUSIVE;
    }
    boolean differs = ranks.pValue() < significance;
    if (differs && estimate.ratio() <= 1 - effectMin && joint.high() < 1 - sureEffectMin) {
      return Verdict.WORSE;
    }
    if (differs
        && estimate.ratio() >= 1 / (1 - effectMin)
        && joint.low() > 1 / (1 - sureEffectMin)) {
      return Verdict.BETTER;
    }
    return estimate.interval().isWithin(1 - margin, 1 / (1 - margin))
        ? Verdict.SAME
        : Verdict.INCONCLUSIVE;
  }
}

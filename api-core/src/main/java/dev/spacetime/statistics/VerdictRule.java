package dev.spacetime.statistics;

/**
 * When a difference counts.
 *
 * @param effectMin a smaller one is no difference, as in 0.02
 * @param margin {@code SAME} needs the whole interval within this of 1, as in 0.05
 * @param significance the rank test's p-value must be below
 * @param pairsMin fewer pairs decide nothing
 */
public record VerdictRule(double effectMin, double margin, double significance, int pairsMin) {
  public static final VerdictRule DEFAULT = new VerdictRule(0.02, 0.05, 0.05, 8);

  public VerdictRule {
    if (!(0 <= effectMin && effectMin <= margin && margin < 1)
        || !(0 < significance && significance < 1)
        || pairsMin < PairedRatio.PAIRS_MIN) {
      throw new IllegalArgumentException("No rule can be made of these bounds");
    }
  }

  /**
   * @param estimate the second side's figure over the first's, where more is better; the
   *     {@linkplain RatioEstimate#reciprocal reciprocal} where less is
   */
  public Verdict judge(RatioEstimate estimate, RankTest ranks) {
    if (estimate.pairs() < pairsMin) {
      return Verdict.INCONCLUSIVE;
    }
    boolean differs = ranks.pValue() < significance && !estimate.interval().contains(1);
    if (differs && estimate.ratio() <= 1 - effectMin) {
      return Verdict.WORSE;
    }
    if (differs && estimate.ratio() >= 1 / (1 - effectMin)) {
      return Verdict.BETTER;
    }
    return estimate.interval().isWithin(1 - margin, 1 / (1 - margin))
        ? Verdict.SAME
        : Verdict.INCONCLUSIVE;
  }
}

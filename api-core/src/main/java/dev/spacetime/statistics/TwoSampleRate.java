package dev.spacetime.statistics;

/**
 * Whether a candidate has events more often than the stable side, block by block, by e-values for
 * two Bernoulli streams (Turner, Ly and Grünwald 2022): the likelihood of a block if the rates
 * differ over its likelihood if they are the same. What is bet on are the rates seen so far, at
 * least {@code differenceMin} apart. The hypothesis holds "less often" too: the e-value of a block
 * shrinks with every event that moves from the candidate to the stable side.
 */
public final class TwoSampleRate {
  // Older blocks fade, so that the rates are those of now.
  private static final long REMEMBERED_MAX = 2_000;
  // No stable side is taken to be so good that a single event is proof.
  private static final double RATE_MIN_OF_DIFFERENCE = 0.1;

  private static final double PRIOR_TRIALS = 20;

  private final double differenceMin;
  private RateBlock seen = RateBlock.EMPTY;

  /**
   * @param differenceMin a smaller one is none, as in 0.01
   */
  public TwoSampleRate(double differenceMin) {
    this.differenceMin = differenceMin;
  }

  /** The e-value of one more block against "the candidate's rate is not higher". */
  public double eValue(RateBlock block) {
    double stable = stableRate();
    double candidate = candidateRate(stable);
    double weight = block.candidateTrials();
    double both =
        (stable * block.stableTrials() + candidate * weight) / (block.stableTrials() + weight);
    double evidence =
        logRatio(block.stableEvents(), block.stableTrials(), stable, both)
            + logRatio(block.candidateEvents(), block.candidateTrials(), candidate, both);
    remember(block);
    return Math.exp(evidence);
  }

  /**
   * The e-value of one more block of the candidate alone, against "its rate is at most the bound".
   */
  public double eValue(long events, long trials, double bound) {
    double evidence = bound < 1 ? logRatio(events, trials, candidateRate(bound), bound) : 0;
    remember(new RateBlock(0, 0, events, trials));
    return Math.exp(evidence);
  }

  /** Recent blocks, added up. */
  public RateBlock seen() {
    return seen;
  }

  private double stableRate() {
    double rate = (seen.stableEvents() + differenceMin) / (seen.stableTrials() + 1);
    return Math.min(Math.max(rate, RATE_MIN_OF_DIFFERENCE * differenceMin), 0.999);
  }

  // From the least that counts towards what is seen. Never certain, so that no trial is impossible.
  private double candidateRate(double other) {
    double least = other + differenceMin;
    double rate =
        (seen.candidateEvents() + PRIOR_TRIALS * least) / (seen.candidateTrials() + PRIOR_TRIALS);
    return Math.min(Math.max(rate, least), (1 + other) / 2);
  }

  private void remember(RateBlock block) {
    seen = seen.plus(block);
    if (seen.candidateTrials() > REMEMBERED_MAX) {
      seen =
          new RateBlock(
              seen.stableEvents() / 2,
              seen.stableTrials() / 2,
              seen.candidateEvents() / 2,
              seen.candidateTrials() / 2);
    }
  }

  private static double logRatio(long events, long trials, double rate, double other) {
    return BoundedRate.logLikelihoodRatio(events, trials, rate, other);
  }
}

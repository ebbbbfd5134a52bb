package dev.spacetime.statistics;

/**
 * What two sides did in one stretch of time.
 *
 * @param stableEvents how many of the stable side's trials had what is counted
 * @param stableTrials of the stable side
 * @param candidateEvents how many of the candidate's trials had it
 * @param candidateTrials of the candidate
 */
public record RateBlock(
    long stableEvents, long stableTrials, long candidateEvents, long candidateTrials) {
  public static final RateBlock EMPTY = new RateBlock(0, 0, 0, 0);

  public RateBlock {
    if (stableEvents < 0
        || candidateEvents < 0
        || stableEvents > stableTrials
        || candidateEvents > candidateTrials) {
      throw new IllegalArgumentException("More events than trials");
    }
  }

  public RateBlock plus(RateBlock other) {
    return new RateBlock(
        stableEvents + other.stableEvents,
        stableTrials + other.stableTrials,
        candidateEvents + other.candidateEvents,
        candidateTrials + other.candidateTrials);
  }

  /** Whether both sides did something. */
  public boolean isComparable() {
    return stableTrials > 0 && candidateTrials > 0;
  }
}

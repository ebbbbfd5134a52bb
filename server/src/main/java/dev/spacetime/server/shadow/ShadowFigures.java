package dev.spacetime.server.shadow;

/**
 * What became of the requests that were drawn to be compared.
 *
 * @param compared by both sides, to the end
 * @param dropped because the queue was full, the server was busy or the body was too long
 * @param noise differences that the stable side also has with itself
 * @param mismatches answers or resulting states that differ and may not
 * @param stable what one run of the stable side cost
 * @param candidate what one run of the candidate cost
 */
public record ShadowFigures(
    long compared, long dropped, long noise, long mismatches, Cost stable, Cost candidate) {
  /**
   * Of single runs beside each other, on the shadow's thread.
   *
   * @param p50Nanos median duration
   * @param p95Nanos 95th percentile of the duration
   * @param allocatedBytes mean
   * @param cpuNanos mean
   */
  public record Cost(double p50Nanos, double p95Nanos, double allocatedBytes, double cpuNanos) {
    public static final Cost NONE = new Cost(0, 0, 0, 0);
  }

  public static final ShadowFigures NONE = new ShadowFigures(0, 0, 0, 0, Cost.NONE, Cost.NONE);
}

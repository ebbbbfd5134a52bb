package dev.spacetime.scene;

/**
 * The bounds of one parsing.
 *
 * @param depthMax of values inside each other
 * @param headingsMax of nodes, resources and connections together
 * @param problemsMax that are kept for one file
 */
public record ParseLimits(int depthMax, int headingsMax, int problemsMax) {
  public static final ParseLimits DEFAULT = new ParseLimits(10_000, 1_000_000, 1_000);

  public ParseLimits {
    if (depthMax < 1 || headingsMax < 1 || problemsMax < 1) {
      throw new IllegalArgumentException("A limit is at least 1");
    }
  }
}

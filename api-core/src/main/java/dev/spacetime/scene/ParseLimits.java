package dev.spacetime.scene;

/**
 * How much a text may ask of the parser.
 *
 * @param depthMax how deeply arrays, dictionaries and objects may be nested. The engine recurses
 *     and dies of a full stack somewhere above; no editor writes more than a handful
 * @param nodesMax node headings in one file
 * @param warningsMax warnings kept for one file, so that garbage can't multiply itself; one more
 *     tells that there were more
 */
public record ParseLimits(int depthMax, int nodesMax, int warningsMax) {
  public static final ParseLimits DEFAULT = new ParseLimits(10_000, 250_000, 1_000);

  public ParseLimits {
    if (depthMax < 1 || nodesMax < 1 || warningsMax < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}

package dev.spacetime.security;

import dev.spacetime.scene.ResourcePath;

/**
 * What may stand in the lists. An entry that no canonical path can equal, lie in or match is
 * refused: in a blacklist it would look like a protection and be none.
 */
final class WhitelistEntries {
  /** Of one list. */
  static final int COUNT_MAX = 10_000;

  static final int LENGTH_MAX = 256;
  static final String SCENE = "a canonical path such as res://levels/one.tscn";
  static final String DIRECTORY = "res:// or a canonical folder such as res://levels/";
  static final String WILDCARD =
      "at most "
          + LENGTH_MAX
          + " characters from res:// or ** on that a path can match, such as res://levels/*.tscn";

  private static final String ROOT = ResourcePath.ROOT.value();

  private WhitelistEntries() {}

  static boolean isScene(String text, int lengthMax) {
    return PathSyntax.refusal(text, lengthMax).isEmpty() && isCanonical(text);
  }

  static boolean isDirectory(String text) {
    return text.equals(ROOT)
        || (text.length() <= LENGTH_MAX
            && text.length() > ROOT.length() + 1
            && text.endsWith("/")
            && !PathSyntax.mayClimb(text)
            && isCanonical(text.substring(0, text.length() - 1)));
  }

  // A single star at the front stops at the second slash of res://, so it would match nothing.
  static boolean isWildcard(String text) {
    return text.length() <= LENGTH_MAX
        && (text.startsWith(ROOT) ? isCanonical(text) : text.startsWith("**"))
        && !PathSyntax.mayClimb(text);
  }

  private static boolean isCanonical(String text) {
    return ResourcePath.parse(text).filter(path -> path.value().equals(text)).isPresent();
  }
}

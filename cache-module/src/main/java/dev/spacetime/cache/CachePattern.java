package dev.spacetime.cache;

import java.util.List;
import java.util.function.Predicate;

/**
 * Patterns over keys: {@code *} stands for any characters, none included, and every other character
 * for itself.
 */
public final class CachePattern {
  // Work is at most the pattern's length times the key's, so both lengths bound it.
  private static final int LENGTH_MAX = 1_024;

  private CachePattern() {}

  /**
   * The keys that the pattern matches as a whole. Nothing is tried twice: the pieces between the
   * stars are each searched for once, from left to right, the first place being as good as any.
   *
   * @throws IllegalArgumentException when the pattern is longer than 1,024 characters
   */
  public static Predicate<String> matching(String pattern) {
    if (pattern.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "A pattern has at most %d characters, not %d".formatted(LENGTH_MAX, pattern.length()));
    }
    if (pattern.indexOf('*') < 0) {
      return pattern::equals;
    }
    List<String> pieces = List.of(pattern.split("\\*", -1));
    return key -> matches(pieces, key);
  }

  private static boolean matches(List<String> pieces, String key) {
    String first = pieces.get(0);
    String last = pieces.get(pieces.size() - 1);
    int end = key.length() - last.length();
    if (first.length() > end || !key.startsWith(first) || !key.endsWith(last)) {
      return false;
    }
    int from = first.length();
    for (String piece : pieces.subList(1, pieces.size() - 1)) {
      int found = key.indexOf(piece, from);
      if (found < 0 || found + piece.length() > end) {
        return false;
      }
      from = found + piece.length();
    }
    return true;
  }
}

package dev.spacetime.security;

/**
 * The definition of the wildcards, and the plain way to try one. Matches a path against a pattern
 * in which {@code *} stands for any characters but {@code /}, and {@code **} for any number of
 * segments, none included. Walks both once with the set of places that the pattern may have
 * reached, so its time is bounded by their lengths' product whatever they are.
 */
final class Wildcard {
  private static final String SEGMENTS = "**/";

  private final String pattern;

  Wildcard(String pattern) {
    this.pattern = pattern;
  }

  boolean matches(String path) {
    boolean[] reached = new boolean[pattern.length() + 1];
    reach(reached, 0);
    for (int i = 0; i < path.length(); i++) {
      reached = step(reached, path.charAt(i));
    }
    return reached[pattern.length()];
  }

  private boolean[] step(boolean[] reached, char character) {
    boolean[] next = new boolean[reached.length];
    for (int at = 0; at < pattern.length(); at++) {
      if (!reached[at]) {
        continue;
      }
      boolean afterSlash = character == '/';
      if (isSegments(at)) {
        next[at] = true;
        if (afterSlash) {
          reach(next, at + SEGMENTS.length());
        }
      } else if (isRest(at)) {
        reach(next, at);
      } else if (pattern.charAt(at) == '*') {
        if (!afterSlash) {
          reach(next, at);
        }
      } else if (pattern.charAt(at) == character) {
        reach(next, at + 1);
      }
    }
    return next;
  }

  // A star may stand for nothing, so who reaches it reaches what is behind it.
  private void reach(boolean[] reached, int from) {
    int at = from;
    while (!reached[at]) {
      reached[at] = true;
      if (at == pattern.length() || pattern.charAt(at) != '*') {
        return;
      }
      at += lengthAt(pattern, at);
    }
  }

  private boolean isSegments(int at) {
    return lengthAt(pattern, at) == SEGMENTS.length();
  }

  private boolean isRest(int at) {
    return lengthAt(pattern, at) == 2;
  }

  /**
   * How many characters of the pattern mean one thing: three for {@code **}{@code /} at the begin
   * of a segment, which is whole segments; two for any other {@code **}, which is any characters,
   * slashes included; one for a single star and for all else.
   */
  static int lengthAt(String pattern, int at) {
    if (!pattern.startsWith("**", at)) {
      return 1;
    }
    boolean beginsSegment = at == 0 || pattern.charAt(at - 1) == '/';
    return beginsSegment && pattern.startsWith(SEGMENTS, at) ? SEGMENTS.length() : 2;
  }
}

package dev.spacetime.security;

/**
 * What wildcards mean, by trying everything: for each place of the pattern and of the path, whether
 * the rest of one matches the rest of the other. Slow, and without the matchers' ideas.
 */
final class WildcardModel {
  private final String pattern;
  private final String path;
  private final byte[][] known;

  private WildcardModel(String pattern, String path) {
    this.pattern = pattern;
    this.path = path;
    this.known = new byte[pattern.length() + 1][path.length() + 1];
  }

  static boolean matches(String pattern, String path) {
    return new WildcardModel(pattern, path).matches(0, 0);
  }

  private boolean matches(int at, int from) {
    if (known[at][from] == 0) {
      known[at][from] = (byte) (tries(at, from) ? 1 : 2);
    }
    return known[at][from] == 1;
  }

  private boolean tries(int at, int from) {
    if (at == pattern.length()) {
      return from == path.length();
    }
    if (pattern.startsWith("**/", at) && (at == 0 || pattern.charAt(at - 1) == '/')) {
      return matches(at + 3, from) || skipsSegment(at, from);
    }
    boolean left = from < path.length();
    if (pattern.startsWith("**", at)) {
      return matches(at + 2, from) || (left && matches(at, from + 1));
    }
    if (pattern.charAt(at) == '*') {
      return matches(at + 1, from) || (left && path.charAt(from) != '/' && matches(at, from + 1));
    }
    return left && pattern.charAt(at) == path.charAt(from) && matches(at + 1, from + 1);
  }

  private boolean skipsSegment(int at, int from) {
    int slash = path.indexOf('/', from);
    return slash >= 0 && matches(at, slash + 1);
  }
}

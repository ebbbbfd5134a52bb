package dev.spacetime.security;

import java.util.Arrays;

/**
 * Decides as {@link Wildcard} does, from a pattern that was taken apart once. All places that the
 * pattern may have reached are bits of a few words and move on together (shift-and: Baeza-Yates and
 * Gonnet, "A New Approach to Text Searching", CACM 35:10, 1992), so each character of a path costs
 * one step for each 64 characters of the pattern, whatever they are.
 *
 * <p>Bit {@code i} of the places stands for {@code i} literal characters matched; what the stars
 * before the next literal let pass leaves it where it is.
 */
final class CompiledWildcard {
  private final String prefix;
  private final String suffix;
  private final int literals;
  private final int words;
  private final char[] alphabet;
  private final long[][] positions;
  private final long[] restBefore;
  private final long[] starBefore;
  private final long[] segmentsBefore;

  CompiledWildcard(String pattern) {
    words = pattern.length() / Long.SIZE + 1;
    restBefore = new long[words];
    starBefore = new long[words];
    segmentsBefore = new long[words];
    StringBuilder text = new StringBuilder(pattern.length());
    int firstStar = -1;
    int lastStar = 0;
    for (int at = 0; at < pattern.length(); at += Wildcard.lengthAt(pattern, at)) {
      if (pattern.charAt(at) != '*') {
        text.append(pattern.charAt(at));
      } else {
        set(starsAt(pattern, at), text.length());
        lastStar = text.length();
        firstStar = firstStar < 0 ? lastStar : firstStar;
      }
    }
    literals = text.length();
    prefix = text.substring(0, firstStar < 0 ? literals : firstStar);
    suffix = text.substring(lastStar);
    alphabet = letters(text);
    positions = new long[alphabet.length][words];
    for (int i = 0; i < literals; i++) {
      set(positions[Arrays.binarySearch(alphabet, text.charAt(i))], i);
    }
  }

  boolean matches(String path) {
    // Most paths fail here, or are done with as soon as no place is left.
    if (path.length() < literals || !path.startsWith(prefix) || !path.endsWith(suffix)) {
      return false;
    }
    long[] reached = new long[words];
    long[] skipping = new long[words];
    reached[0] = 1;
    skipping[0] = segmentsBefore[0] & 1;
    for (int i = 0; i < path.length(); i++) {
      if (!step(reached, skipping, path.charAt(i))) {
        return false;
      }
    }
    return (reached[literals / Long.SIZE] >>> literals & 1) == 1;
  }

  /** Says whether any place is left. */
  private boolean step(long[] reached, long[] skipping, char character) {
    int letter = Arrays.binarySearch(alphabet, character);
    boolean slash = character == '/';
    long carry = 0;
    long alive = 0;
    for (int word = 0; word < words; word++) {
      long moved = letter < 0 ? 0 : reached[word] & positions[letter][word];
      long entered = moved << 1 | carry;
      carry = moved >>> (Long.SIZE - 1);
      long stays = restBefore[word] | (slash ? 0 : starBefore[word]);
      reached[word] = entered | (reached[word] & stays) | (slash ? skipping[word] : 0);
      // Who may skip one segment may skip the next.
      skipping[word] |= entered & segmentsBefore[word];
      alive |= reached[word] | skipping[word];
    }
    return alive != 0;
  }

  private long[] starsAt(String pattern, int at) {
    return switch (Wildcard.lengthAt(pattern, at)) {
      case 1 -> starBefore;
      case 2 -> restBefore;
      default -> segmentsBefore;
    };
  }

  private static char[] letters(CharSequence text) {
    StringBuilder letters = new StringBuilder();
    text.chars().distinct().sorted().forEach(letter -> letters.append((char) letter));
    return letters.toString().toCharArray();
  }

  private static void set(long[] bits, int index) {
    bits[index / Long.SIZE] |= 1L << index;
  }
}

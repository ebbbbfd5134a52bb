package dev.spacetime.scene;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * A canonical Godot resource path such as {@code res://levels/one.tscn}: no empty, {@code .} or
 * {@code ..} segment, no backslash, no NUL. Ordered by code point.
 */
public record ResourcePath(String value) implements Comparable<ResourcePath> {
  static final String SCHEME = "res://";

  /** The project folder. */
  public static final ResourcePath ROOT = new ResourcePath(SCHEME);

  public ResourcePath {
    if (!value.equals(canonical(value).orElse(null))) {
      throw new IllegalArgumentException("not a canonical resource path: " + value);
    }
  }

  /**
   * Reads a path as a client writes it. Empty and {@code .} segments are removed.
   *
   * @return empty when the text is no resource path or tries to climb with {@code ..}
   */
  public static Optional<ResourcePath> parse(String text) {
    return canonical(text).map(ResourcePath::new);
  }

  /**
   * Reads a path as the engine reads it in a file at {@code referrer}: relative to the file's
   * folder unless it has a scheme, backslashes as slashes, and {@code ..} climbing no higher than
   * the project.
   *
   * @return empty when the path leads to somewhere that is no part of a project
   */
  static Optional<ResourcePath> referenced(ResourcePath referrer, String text) {
    if (text.contains("://")) {
      return text.startsWith(SCHEME)
          ? Optional.of(ROOT.resolve(text.substring(6)))
          : Optional.empty();
    }
    return isAbsolute(text) ? Optional.empty() : Optional.of(referrer.parent().resolve(text));
  }

  /** The path without {@code res://}; empty for the project folder. */
  public String relative() {
    return value.substring(SCHEME.length());
  }

  /** The folder that holds this; the project folder is its own parent. */
  public ResourcePath parent() {
    int slash = value.lastIndexOf('/');
    return slash < SCHEME.length() ? ROOT : new ResourcePath(value.substring(0, slash));
  }

  /** The last segment; empty for the project folder. */
  public String fileName() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /**
   * The path of a file below a project's folder; empty where none leads back to it, such as for a
   * name that is no text in the file system's encoding.
   */
  public static Optional<ResourcePath> of(Path root, Path file) {
    String relative = root.relativize(file).toString().replace(File.separatorChar, '/');
    return parse(SCHEME + relative).filter(path -> root.resolve(path.relative()).equals(file));
  }

  /** Whether it is that path, or below it. */
  public boolean isAtOrBelow(ResourcePath other) {
    String base = other.value;
    return value.startsWith(base)
        && (value.length() == base.length()
            || base.equals(SCHEME)
            || value.charAt(base.length()) == '/');
  }

  /** Whether it names something hidden, or in a hidden folder. */
  public boolean isHidden() {
    return value.indexOf("/.", SCHEME.length() - 1) >= 0;
  }

  /** What follows the file name's last dot, in lower case; empty when there is none. */
  public String extension() {
    String name = fileName();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * What {@code relative} means from this folder, by the engine's rules: {@code ..} stops at the
   * project folder. The NUL character, which no file name holds, is replaced.
   */
  public ResourcePath resolve(String relative) {
    Deque<String> segments = new ArrayDeque<>();
    append(segments, relative());
    append(segments, relative.replace('\\', '/').replace('\0', '\uFFFD'));
    return new ResourcePath(SCHEME + String.join("/", segments));
  }

  @Override
  public int compareTo(ResourcePath other) {
    int shared = Math.min(value.length(), other.value.length());
    for (int i = 0; i < shared; i++) {
      char mine = value.charAt(i);
      char theirs = other.value.charAt(i);
      if (mine != theirs) {
        return Integer.compare(codePointRank(mine), codePointRank(theirs));
      }
    }
    return Integer.compare(value.length(), other.value.length());
  }

  @Override
  public String toString() {
    return value;
  }

  /** Surrogates stand for code points above every other character, though their values do not. */
  private static int codePointRank(char unit) {
    return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
  }

  private static void append(Deque<String> segments, String path) {
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
  }

  private static boolean isAbsolute(String text) {
    return text.startsWith("/")
        || text.startsWith("\\")
        || text.contains(":/")
        || text.contains(":\\");
  }

  private static Optional<String> canonical(String text) {
    if (!text.startsWith(SCHEME) || text.indexOf('\\') >= 0 || text.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    StringBuilder path = new StringBuilder(text.length()).append(SCHEME);
    for (String segment : text.substring(SCHEME.length()).split("/", -1)) {
      if (segment.equals("..")) {
        return Optional.empty();
      }
      if (!segment.isEmpty() && !segment.equals(".")) {
        path.append(path.length() == SCHEME.length() ? "" : "/").append(segment);
      }
    }
    return Optional.of(path.toString());
  }
}

package dev.spacetime.scene;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A canonical Godot resource path, {@code res://folder/file.tscn}: no empty, {@code .} or {@code
 * ..} segment, no backslash and no control character. Ordered by code points.
 */
public record ResourcePath(String value) implements Comparable<ResourcePath> {
  public static final ResourcePath ROOT = new ResourcePath("res://");

  private static final String SCHEME = "res://";

  public ResourcePath {
    if (!isCanonical(value)) {
      throw new IllegalArgumentException("No canonical resource path");
    }
  }

  /** The path that a text means after removing {@code .} and empty segments, if it means one. */
  public static Optional<ResourcePath> parse(String text) {
    if (!text.startsWith(SCHEME)) {
      return Optional.empty();
    }
    List<String> kept = new ArrayList<>();
    for (String segment : text.substring(SCHEME.length()).split("/", -1)) {
      if (segment.equals("..")) {
        return Optional.empty();
      }
      if (!segment.isEmpty() && !segment.equals(".")) {
        kept.add(segment);
      }
    }
    String canonical = SCHEME + String.join("/", kept);
    return isCanonical(canonical) ? Optional.of(new ResourcePath(canonical)) : Optional.empty();
  }

  /**
   * What a path inside a file of this folder means: a resource path or one relative to the folder,
   * {@code ..} resolved; empty when it leads out of the project or is of another scheme.
   */
  Optional<ResourcePath> resolve(String written) {
    String absolute = written;
    if (!written.startsWith(SCHEME)) {
      if (written.contains("://") || written.startsWith("/")) {
        return Optional.empty();
      }
      absolute = value + "/" + written;
    }
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : absolute.substring(SCHEME.length()).split("/", -1)) {
      if (!segment.equals("..")) {
        segments.addLast(segment);
      } else if (segments.pollLast() == null) {
        return Optional.empty();
      }
    }
    return parse(SCHEME + String.join("/", segments));
  }

  /** Without the scheme; empty for the project's folder. */
  public String relative() {
    return value.substring(SCHEME.length());
  }

  public String fileName() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** The folder that it is in; the project's folder is its own. */
  public ResourcePath parent() {
    int slash = value.lastIndexOf('/');
    return slash < SCHEME.length() ? ROOT : new ResourcePath(value.substring(0, slash));
  }

  boolean hasExtension(String extension) {
    return value.endsWith("." + extension);
  }

  @Override
  public int compareTo(ResourcePath other) {
    return compareCodePoints(value, other.value);
  }

  // String.compareTo orders by UTF-16 units, which puts U+FFFF after U+10000.
  private static int compareCodePoints(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean bothOrNone = Character.isSurrogate(a) == Character.isSurrogate(b);
        return bothOrNone ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return Integer.compare(one.length(), other.length());
  }

  private static boolean isCanonical(String text) {
    if (!text.startsWith(SCHEME)) {
      return false;
    }
    String relative = text.substring(SCHEME.length());
    if (relative.isEmpty()) {
      return true;
    }
    for (int i = 0; i < relative.length(); i++) {
      char character = relative.charAt(i);
      if (character == '\\' || Character.isISOControl(character)) {
        return false;
      }
    }
    for (String segment : relative.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}

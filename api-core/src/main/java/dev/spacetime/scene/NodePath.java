package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.List;

/**
 * A path from one node to another, without the property part behind a colon.
 *
 * @param names the segments between slashes, empty ones left out
 */
public record NodePath(boolean absolute, List<String> names) {
  public static final NodePath EMPTY = new NodePath(false, List.of());

  public NodePath {
    names = List.copyOf(names);
  }

  public static NodePath parse(String text) {
    int colon = text.indexOf(':');
    String path = colon < 0 ? text : text.substring(0, colon);
    List<String> names = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names.isEmpty() && !path.startsWith("/")
        ? EMPTY
        : new NodePath(path.startsWith("/"), names);
  }

  boolean isEmpty() {
    return names.isEmpty() && !absolute;
  }

  /** With the leading {@code .} that the engine stores parents with. */
  NodePath withPeriod() {
    if (names.isEmpty() || names.get(0).equals(".")) {
      return this;
    }
    List<String> longer = new ArrayList<>(names.size() + 1);
    longer.add(".");
    longer.addAll(names);
    return new NodePath(absolute, longer);
  }

  /** Without {@code .} and {@code name/..}, as the engine stores connections. */
  NodePath simplified() {
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      if (name.equals("..") && !kept.isEmpty() && !isDots(kept.get(kept.size() - 1))) {
        kept.remove(kept.size() - 1);
      } else if (!name.equals(".")) {
        kept.add(name);
      }
    }
    return new NodePath(absolute, kept.isEmpty() && !names.isEmpty() ? List.of(".") : kept);
  }

  private static boolean isDots(String name) {
    return name.equals(".") || name.equals("..");
  }

  @Override
  public String toString() {
    return (absolute ? "/" : "") + String.join("/", names);
  }
}

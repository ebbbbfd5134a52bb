package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.List;

/**
 * A path between nodes, such as {@code ../Player:position}.
 *
 * @param names the names between the slashes; empty ones do not count
 * @param absolute whether it starts at the tree's root, which no scene file can reach
 * @param property what follows the first colon, without it; empty when there is none
 */
public record NodePath(List<String> names, boolean absolute, String property) {
  /** The path that leads nowhere. */
  public static final NodePath EMPTY = new NodePath(List.of(), false, "");

  public NodePath {
    names = List.copyOf(names);
  }

  /** Reads a path as the engine does, which takes a malformed one for an empty one. */
  public static NodePath parse(String text) {
    int colon = text.indexOf(':');
    String property = colon < 0 ? "" : text.substring(colon + 1);
    if (property.startsWith(":") || property.contains("::")) {
      return EMPTY;
    }
    String path = colon < 0 ? text : text.substring(0, colon);
    return new NodePath(
        split(path),
        text.startsWith("/"),
        property.endsWith(":") ? property.substring(0, property.length() - 1) : property);
  }

  /** Whether the path leads nowhere, not even to the node it starts at. */
  public boolean isEmpty() {
    return names.isEmpty() && !absolute && property.isEmpty();
  }

  /** The same with a leading {@code .}, the way scenes store the paths of parents. */
  NodePath fromRoot() {
    if (names.isEmpty() || names.get(0).equals(".")) {
      return this;
    }
    List<String> longer = new ArrayList<>(names.size() + 1);
    longer.add(".");
    longer.addAll(names);
    return new NodePath(longer, absolute, property);
  }

  /** The same without needless {@code .} and {@code ..}. */
  NodePath simplified() {
    List<String> kept = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean last = i == names.size() - 1;
      if (name.equals(".")) {
        if (last && kept.isEmpty()) {
          kept.add(name);
        }
      } else if (name.equals("..") && !kept.isEmpty() && !kept.get(kept.size() - 1).equals("..")) {
        kept.remove(kept.size() - 1);
        if (last && kept.isEmpty()) {
          kept.add(".");
        }
      } else {
        kept.add(name);
      }
    }
    return new NodePath(kept, absolute, property);
  }

  @Override
  public String toString() {
    return (absolute ? "/" : "")
        + String.join("/", names)
        + (property.isEmpty() ? "" : ":" + property);
  }

  private static List<String> split(String path) {
    List<String> names = new ArrayList<>();
    int from = 0;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      if (to > from) {
        names.add(path.substring(from, to));
      }
      from = to + 1;
    }
    return names;
  }
}

package dev.spacetime.scene;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code [name key=value …]}; of an attribute given twice the last counts. */
final class Heading {
  private final String name;
  private final Position position;
  private final Map<String, Value> attributes = new HashMap<>();

  Heading(String name, Position position) {
    this.name = name;
    this.position = position;
  }

  String name() {
    return name;
  }

  Position position() {
    return position;
  }

  void put(String attribute, Value value) {
    attributes.put(attribute, value);
  }

  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  @Nullable Value value(String attribute) {
    return attributes.get(attribute);
  }

  /** As text; empty where it is absent. */
  String text(String attribute) {
    Value value = attributes.get(attribute);
    return value == null ? "" : value.text();
  }

  int integer(String attribute, int otherwise) {
    Value value = attributes.get(attribute);
    return value == null ? otherwise : value.integer();
  }

  @Nullable NodePath nodePath(String attribute) {
    Value value = attributes.get(attribute);
    return value == null ? null : value.nodePath();
  }
}

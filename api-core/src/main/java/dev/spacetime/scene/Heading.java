package dev.spacetime.scene;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line such as {@code [node name="Root" type="Node2D"]}. */
final class Heading {
  private final int offset;
  private final Map<Attribute, Value> values = new EnumMap<>(Attribute.class);
  private String tag = "";
  private @Nullable HeadingKind kind;

  /**
   * @param offset where its opening bracket stands
   */
  Heading(int offset) {
    this.offset = offset;
  }

  int offset() {
    return offset;
  }

  String tag() {
    return tag;
  }

  /** What kind of heading its tag makes it; null when no loader knows the tag. */
  @Nullable HeadingKind kind() {
    return kind;
  }

  @Nullable Value value(Attribute attribute) {
    return values.get(attribute);
  }

  boolean has(Attribute attribute) {
    return value(attribute) != null;
  }

  Value require(Attribute attribute) {
    Value value = value(attribute);
    if (value == null) {
      throw new ParseFailure(
          ProblemCode.MISSING_ATTRIBUTE,
          offset,
          "[" + tag + "] needs the attribute '" + attribute.word() + "'.");
    }
    return value;
  }

  void tag(String newTag) {
    tag = newTag;
    kind = HeadingKind.of(newTag);
  }

  void set(Attribute attribute, Value value) {
    values.put(attribute, value);
  }
}

package dev.spacetime.scene;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The headings that a scene or resource file may have. */
enum HeadingKind {
  SCENE_FILE("gd_scene"),
  RESOURCE_FILE("gd_resource"),
  EXTERNAL_RESOURCE("ext_resource"),
  SUB_RESOURCE("sub_resource"),
  NODE("node"),
  CONNECTION("connection"),
  EDITABLE("editable"),
  RESOURCE("resource");

  private static final Map<String, HeadingKind> BY_TAG =
      Stream.of(values()).collect(Collectors.toMap(HeadingKind::tag, Function.identity()));

  private final String tag;

  HeadingKind(String tag) {
    this.tag = tag;
  }

  String tag() {
    return tag;
  }

  static @Nullable HeadingKind of(String tag) {
    return BY_TAG.get(tag);
  }
}

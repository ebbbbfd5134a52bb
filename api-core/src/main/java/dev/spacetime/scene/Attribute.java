package dev.spacetime.scene;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The attributes of headings that the loader looks at; the others only have to be well formed. */
enum Attribute {
  FORMAT,
  FROM,
  ID,
  INDEX,
  INSTANCE,
  INSTANCE_PLACEHOLDER,
  METHOD,
  NAME,
  OWNER,
  PARENT,
  PATH,
  SIGNAL,
  TO,
  TYPE,
  UID;

  private static final Map<String, Attribute> BY_WORD =
      Stream.of(values()).collect(Collectors.toMap(Attribute::word, Function.identity()));

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable Attribute of(String word) {
    return BY_WORD.get(word);
  }
}

package dev.spacetime.scene;

import org.jspecify.annotations.Nullable;

/**
 * What a file's first heading says of it.
 *
 * @param resourceType the class of a resource file, null for a scene
 */
record FileHeader(long format, @Nullable String uid, @Nullable String resourceType, int offset) {
  /** The engine takes a file that does not say its format for one it knows. */
  private static final long FORMAT_DEFAULT = 2;

  boolean isScene() {
    return resourceType == null;
  }

  Grammar grammar() {
    return Grammar.of(format);
  }

  static FileHeader read(HeadingReader headings, Lexer lexer) {
    refuseByteOrderMark(lexer.text());
    Heading heading = headings.next();
    if (heading == null) {
      throw new ParseFailure(
          ProblemCode.SYNTAX, 0, "The file is empty: it should begin with [gd_scene].");
    }
    long format = format(heading);
    Value uid = heading.value(Attribute.UID);
    return new FileHeader(
        format,
        uid instanceof Value.Text text ? text.value() : null,
        resourceType(heading, Grammar.of(format)),
        heading.offset());
  }

  private static long format(Heading heading) {
    Value value = heading.value(Attribute.FORMAT);
    long format = value == null ? FORMAT_DEFAULT : (int) value.asWhole();
    if (format > Grammar.FORMAT_MAX) {
      throw new ParseFailure(
          ProblemCode.UNKNOWN_FORMAT,
          heading.offset(),
          "Format " + format + " is newer than " + Grammar.FORMAT_MAX + ", the newest known.");
    }
    return format;
  }

  private static @Nullable String resourceType(Heading heading, Grammar grammar) {
    if (heading.kind() == HeadingKind.SCENE_FILE) {
      return null;
    }
    if (heading.kind() == HeadingKind.RESOURCE_FILE) {
      return heading.require(Attribute.TYPE).asText(grammar);
    }
    throw new ParseFailure(
        ProblemCode.UNKNOWN_HEADING,
        heading.offset(),
        "A file begins with [gd_scene] or [gd_resource], not with [" + heading.tag() + "].");
  }

  private static void refuseByteOrderMark(byte[] text) {
    boolean utf8 = startsWith(text, 0xEF, 0xBB, 0xBF);
    if (utf8 || startsWith(text, 0xFF, 0xFE) || startsWith(text, 0xFE, 0xFF)) {
      throw new ParseFailure(
          ProblemCode.BYTE_ORDER_MARK,
          0,
          "The file begins with a byte-order mark, which the engine refuses: save it as "
              + (utf8 ? "UTF-8 without one." : "UTF-8."));
    }
  }

  static boolean startsWith(byte[] text, int... start) {
    if (text.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((text[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }
}

package dev.spacetime.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes JSON (RFC 8259) strictly: bounded in depth and length, UTF-8 only, no duplicate
 * member, no number beyond those of a double (section 6), nothing after the value. Members are
 * written in the order in which a record names them.
 */
public final class Json {
  private static final int DEPTH_MAX = 64;
  private static final int NUMBER_DIGITS_MAX = 100;
  private static final int NAME_LENGTH_MAX = 256;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxNumberLength(NUMBER_DIGITS_MAX)
                          .maxNameLength(NAME_LENGTH_MAX)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  /** The UTF-8 bytes of a record's JSON, without white space. */
  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** Indented, for files that people read. */
  public static byte[] prettyBytes(Object value) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
  }

  /** The value in these bytes; empty when they are no strict JSON. */
  public static Optional<JsonNode> tree(byte[] utf8) {
    return decode(utf8).flatMap(Json::parse);
  }

  /**
   * Reads a record back from what {@link #bytes} wrote.
   *
   * @throws JacksonException when the text is malformed or does not fit the type
   * @throws IllegalArgumentException when it is {@code null}
   */
  public static <T> T read(byte[] utf8, Class<T> type) {
    T value = MAPPER.readValue(utf8, type);
    if (value == null) {
      throw new IllegalArgumentException("The document is null");
    }
    return value;
  }

  private static Optional<JsonNode> parse(String text) {
    try {
      // Jackson makes a value of a text without one.
      return Optional.of(MAPPER.readTree(text))
          .filter(value -> !value.isMissingNode() && isFinite(value));
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  // Jackson makes an infinity of a number that is too large, and writes a text for it.
  private static boolean isFinite(JsonNode value) {
    return value.isContainer()
        ? value.values().stream().allMatch(Json::isFinite)
        : !value.isDouble() || Double.isFinite(value.doubleValue());
  }

  // Jackson guesses UTF-16 and UTF-32 from the first bytes; the contract knows UTF-8 alone.
  private static Optional<String> decode(byte[] utf8) {
    try {
      CharBuffer text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8));
      return Optional.of(text.toString());
    } catch (CharacterCodingException malformed) {
      return Optional.empty();
    }
  }
}

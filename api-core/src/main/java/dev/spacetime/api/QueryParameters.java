package dev.spacetime.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The decoded parameters of a query; those that an endpoint doesn't know are ignored. */
public final class QueryParameters {
  private static final int PARAMETERS_MAX = 64;

  private final Map<String, String> values;

  private QueryParameters(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param rawQuery {@code a=1&b=2}, percent-encoded UTF-8, {@code +} standing for a space
   * @throws ApiException 400 when it is malformed or names a parameter twice
   */
  public static QueryParameters parse(String rawQuery) {
    Map<String, String> values = new HashMap<>();
    for (String pair : rawQuery.split("&", PARAMETERS_MAX + 1)) {
      if (pair.isEmpty()) {
        continue;
      }
      if (values.size() == PARAMETERS_MAX) {
        throw ApiException.badRequest("The query has more than 64 parameters");
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (values.put(name, value) != null) {
        throw ApiException.badRequest("The query names a parameter twice: " + name);
      }
    }
    return new QueryParameters(values);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** {@code true} or {@code false}; anything else is a bad request. */
  public boolean flag(String name) {
    return switch (values.getOrDefault(name, "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ApiException.badRequest("Parameter " + name + " must be true or false");
    };
  }

  /** A whole number from {@code min} to {@code max}; empty when it is absent. */
  public Optional<Integer> number(String name, int min, int max) {
    return text(name)
        .map(
            text -> {
              if (text.matches("\\d{1,9}")) {
                int number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                  return number;
                }
              }
              throw ApiException.badRequest(
                  "Parameter " + name + " must be a whole number from " + min + " to " + max);
            });
  }

  private static String decode(String encoded) {
    ByteBuffer out = ByteBuffer.allocate(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char character = encoded.charAt(i);
      if (character == '%') {
        out.put((byte) ((hexDigit(encoded, i + 1) << 4) | hexDigit(encoded, i + 2)));
        i += 2;
      } else if (character == '+') {
        out.put((byte) ' ');
      } else if (character < 0x80) {
        out.put((byte) character);
      } else {
        throw malformed();
      }
    }
    return utf8(out.flip());
  }

  private static int hexDigit(String text, int index) {
    int digit = index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
    if (digit < 0) {
      throw malformed();
    }
    return digit;
  }

  private static String utf8(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException malformed) {
      throw malformed();
    }
  }

  private static ApiException malformed() {
    return ApiException.badRequest("The query is not percent-encoded UTF-8");
  }
}

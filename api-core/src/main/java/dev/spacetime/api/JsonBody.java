package dev.spacetime.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON object that a request carries. */
public final class JsonBody {
  /** Enough for any request of the contract; counted after decompression. */
  public static final int BYTES_MAX = 1_048_576;

  private static final String INVALID =
      "Invalid JSON body or missing Content-Type: application/json";

  private final JsonNode object;

  private JsonBody(JsonNode object) {
    this.object = object;
  }

  /**
   * Reads at most {@value #BYTES_MAX} bytes.
   *
   * @throws ApiException 413 when there are more, 400 when they are no JSON object in UTF-8 or not
   *     declared as such
   */
  public static JsonBody of(ApiRequest request) {
    byte[] bytes = read(request);
    if (!declaresJson(request.headers())) {
      throw ApiException.badRequest(INVALID);
    }
    return Json.tree(bytes)
        .filter(JsonNode::isObject)
        .map(JsonBody::new)
        .orElseThrow(() -> ApiException.badRequest(INVALID));
  }

  /** A text member; empty when it is absent or {@code null}. */
  public Optional<String> text(String member) {
    return member(member, "a string", JsonNode::isString).map(JsonNode::stringValue);
  }

  /** A text member without which the request makes no sense. */
  public String requiredText(String member) {
    return text(member).orElseThrow(() -> ApiException.badRequest("Missing member: " + member));
  }

  /** A truth value; {@code false} when it is absent or {@code null}. */
  public boolean flag(String member) {
    return flag(member, false);
  }

  /** A truth value; {@code absent} when it is absent or {@code null}. */
  public boolean flag(String member, boolean absent) {
    return member(member, "true or false", JsonNode::isBoolean)
        .map(JsonNode::booleanValue)
        .orElse(absent);
  }

  /** A whole number in a range; empty when it is absent or {@code null}. */
  public OptionalLong wholeNumber(String member, long min, long max) {
    Predicate<JsonNode> fits =
        node ->
            node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() >= min
                && node.longValue() <= max;
    return member(member, "a whole number from " + min + " to " + max, fits)
        .map(node -> OptionalLong.of(node.longValue()))
        .orElse(OptionalLong.empty());
  }

  /** A list of texts; empty when it is absent or {@code null}. */
  public List<String> texts(String member) {
    Predicate<JsonNode> fits =
        node -> node.isArray() && node.valueStream().allMatch(JsonNode::isString);
    return member(member, "a list of strings", fits)
        .map(node -> node.valueStream().map(JsonNode::stringValue).toList())
        .orElse(List.of());
  }

  /** A list of whole numbers; empty when it is absent or {@code null}. */
  public Optional<List<Integer>> wholeNumbers(String member) {
    Predicate<JsonNode> fits =
        node ->
            node.isArray()
                && node.valueStream()
                    .allMatch(one -> one.isIntegralNumber() && one.canConvertToInt());
    return member(member, "a list of whole numbers", fits)
        .map(node -> node.valueStream().map(JsonNode::intValue).toList());
  }

  private Optional<JsonNode> member(String name, String expected, Predicate<JsonNode> fits) {
    @Nullable JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!fits.test(value)) {
      throw ApiException.badRequest("Member " + name + " must be " + expected);
    }
    return Optional.of(value);
  }

  private static boolean declaresJson(HeaderFields headers) {
    String[] parts = headers.only("Content-Type").orElse("").split(";", -1);
    if (!parts[0].strip().equalsIgnoreCase(ApiResponse.JSON)) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }

  private static byte[] read(ApiRequest request) {
    if (declaredLength(request.headers()) > BYTES_MAX) {
      throw tooLarge();
    }
    try (InputStream body = decoded(request)) {
      byte[] bytes = body.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw tooLarge();
      }
      return bytes;
    } catch (IOException cutOffOrCorrupt) {
      throw ApiException.badRequest(INVALID);
    }
  }

  private static InputStream decoded(ApiRequest request) throws IOException {
    String encoding = request.headers().first("Content-Encoding").orElse("identity").strip();
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "identity" -> request.body().open();
      case "gzip" -> new GZIPInputStream(request.body().open());
      default -> throw ApiException.badRequest("Content-Encoding must be gzip or identity");
    };
  }

  private static long declaredLength(HeaderFields headers) {
    try {
      return headers.first("Content-Length").map(Long::parseLong).orElse(0L);
    } catch (NumberFormatException malformed) {
      // The HTTP server refuses such a message before it gets here; the stream is counted anyway.
      return 0;
    }
  }

  private static ApiException tooLarge() {
    return ApiException.of(
        ErrorCode.PAYLOAD_TOO_LARGE, "The request body exceeds " + BYTES_MAX + " bytes");
  }
}

package dev.spacetime.server.shadow;

import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Header;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Json;
import dev.spacetime.api.RequestBody;
import dev.spacetime.comparison.Answer;
import dev.spacetime.comparison.ShownText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Requests and answers without what opens doors: by the name of what holds it, and by its look
 * anywhere else.
 */
final class WithoutSecrets {
  static final String REMOVED = "(removed)";

  private static final int BYTES_MAX = 1 << 20;
  private static final String CONTENT_ENCODING = "Content-Encoding";
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(authorization|cookie|token|secret|password|passwd|credential|session|signature"
              + "|api[-_]?key).*",
          Pattern.DOTALL);

  private WithoutSecrets() {}

  static ApiRequest request(ApiRequest request) {
    byte[] body = bytes(request.body());
    boolean zipped =
        request.headers().first(CONTENT_ENCODING).filter("gzip"::equalsIgnoreCase).isPresent();
    Optional<byte[]> plain = zipped ? unzipped(body) : Optional.of(body);
    List<Header> fields =
        request.headers().fields().stream()
            .filter(field -> !zipped || !field.name().equalsIgnoreCase(CONTENT_ENCODING))
            .map(WithoutSecrets::field)
            .toList();
    return request.with(
        query(request.query()),
        HeaderFields.of(fields),
        RequestBody.of(plain.map(WithoutSecrets::body).orElse(new byte[0])));
  }

  static Answer answer(ApiResponse answer) {
    List<Header> fields = answer.headers().fields().stream().map(WithoutSecrets::field).toList();
    return new Answer(answer.status(), HeaderFields.of(fields), body(answer.body()));
  }

  /** A body that can be opened again. */
  static byte[] bytes(RequestBody body) {
    try (InputStream in = body.open()) {
      return in.readNBytes(BYTES_MAX);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Header field(Header field) {
    return new Header(
        field.name(), isSecret(field.name()) ? REMOVED : ShownText.withoutSecrets(field.value()));
  }

  private static String query(String query) {
    return Arrays.stream(query.split("&", -1))
        .map(
            pair -> {
              int equals = pair.indexOf('=');
              return equals >= 0 && isSecret(pair.substring(0, equals))
                  ? pair.substring(0, equals + 1) + REMOVED
                  : ShownText.withoutSecrets(pair);
            })
        .collect(Collectors.joining("&"));
  }

  private static byte[] body(byte[] body) {
    Optional<JsonNode> json = Json.tree(body);
    byte[] clean = json.isPresent() && clear(json.get()) ? Json.bytes(json.get()) : body;
    String text = new String(clean, StandardCharsets.UTF_8);
    String shown = ShownText.withoutSecrets(text);
    return shown.equals(text) ? clean : shown.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether there was anything; the depth is bounded by who parsed it. */
  private static boolean clear(JsonNode node) {
    boolean found = false;
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        if (isSecret(name)) {
          object.set(name, StringNode.valueOf(REMOVED));
          found = true;
        } else {
          found |= clear(object.get(name));
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (JsonNode element : array) {
        found |= clear(element);
      }
    }
    return found;
  }

  private static boolean isSecret(String name) {
    return SECRET_NAME.matcher(name).matches();
  }

  private static Optional<byte[]> unzipped(byte[] body) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] plain = in.readNBytes(BYTES_MAX + 1);
      return plain.length > BYTES_MAX ? Optional.empty() : Optional.of(plain);
    } catch (IOException corrupt) {
      return Optional.empty();
    }
  }
}

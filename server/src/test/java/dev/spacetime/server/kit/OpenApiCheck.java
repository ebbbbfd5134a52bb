package dev.spacetime.server.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.spacetime.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds an answer against the OpenAPI document: its status, its media type, its body. */
final class OpenApiCheck {
  private static final JsonNode DOCUMENT = document();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

  private OpenApiCheck() {}

  static void check(Call call, Reply reply) {
    String method = call.method().equals("HEAD") ? "get" : lowerCase(call.method());
    JsonNode operation = DOCUMENT.path("paths").path(call.path()).path(method);
    if (operation.isMissingNode()) {
      assertThat(reply.status()).as("status of undocumented %s", call).isIn(400, 404, 405);
      return;
    }
    JsonNode documented = operation.path("responses").path(Integer.toString(reply.status()));
    assertThat(documented.isMissingNode())
        .as("%s answers %s, which is not documented: %s", call, reply.status(), reply.text())
        .isFalse();
    if (reply.status() == 304) {
      assertThat(documented.has("content")).isFalse();
      return;
    }
    String mediaType = reply.header("Content-Type").split(";", 2)[0];
    JsonNode content = documented.path("content").path(mediaType);
    assertThat(content.isMissingNode())
        .as("%s answers %s, which is not documented", call, mediaType)
        .isFalse();
    if (mediaType.equals("application/json") && !call.method().equals("HEAD")) {
      checkBody(call, reply, content.path("schema"));
    }
  }

  // Method names are case-sensitive, the document's are in lower case.
  private static String lowerCase(String method) {
    String lower = method.toLowerCase(Locale.ROOT);
    return lower.equals(method) ? "unknown" : lower;
  }

  private static void checkBody(Call call, Reply reply, JsonNode schema) {
    Schema compiled = COMPILED.computeIfAbsent(schema.toString(), text -> compile(schema));
    assertThat(compiled.validate(reply.json())).as("body of %s: %s", call, reply.text()).isEmpty();
  }

  // A schema refers to others as "#/components/schemas/…", so it takes them along.
  private static Schema compile(JsonNode schema) {
    ObjectNode whole = ((ObjectNode) schema).deepCopy();
    whole.set("components", DOCUMENT.path("components"));
    return SCHEMAS.getSchema(whole);
  }

  private static JsonNode document() {
    try (InputStream in =
        OpenApiCheck.class.getResourceAsStream("/dev/spacetime/server/openapi.json")) {
      return Json.tree(in.readAllBytes()).orElseThrow();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

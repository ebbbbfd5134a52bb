package dev.spacetime.server.kit;

import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** One answer as the kit received it. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Reply(int status, HeaderFields headers, byte[] body) {
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public JsonNode json() {
    return Json.tree(body).orElseThrow(() -> new AssertionError("No JSON: " + text()));
  }

  public String header(String name) {
    return headers.first(name).orElse("");
  }
}

package dev.spacetime.server.kit;

import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** One answer as the kit received it. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Reply(int status, HeaderFields headers, byte[] body) {
  public String text() {
    return new String(decoded(), StandardCharsets.UTF_8);
  }

  /** The body as it was before it was encoded. */
  public byte[] decoded() {
    return Codings.decode(header("Content-Encoding"), body);
  }

  public JsonNode json() {
    return Json.tree(decoded()).orElseThrow(() -> new AssertionError("No JSON: " + text()));
  }

  public String header(String name) {
    return headers.first(name).orElse("");
  }
}

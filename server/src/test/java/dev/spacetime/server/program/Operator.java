package dev.spacetime.server.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.SocketClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whoever holds the first token of a program's data folder. */
final class Operator {
  private final ApiClient client;
  private final String token;

  private Operator(ApiClient client, String token) {
    this.client = client;
    this.token = token;
  }

  static Operator of(Program program, Path dataFolder) throws IOException {
    String address = program.address();
    return new Operator(
        new SocketClient(address), Files.readString(dataFolder.resolve("token")).strip());
  }

  /** The same program, asked with another token. */
  Operator as(String other) {
    return new Operator(client, other);
  }

  Reply send(Call call) {
    return client.send(call.token(token));
  }

  /** The answer to a request that must not be refused. */
  Reply expect(Call call) {
    Reply reply = send(call);
    assertThat(reply.status()).as("%s: %s", call, reply.text()).isEqualTo(200);
    return reply;
  }

  static Call adding(String directory) {
    return Call.post(
        "/whitelist", "{\"action\":\"add_directory\",\"dir_path\":\"" + directory + "\"}");
  }

  static Call creating(String name, long seconds) {
    return Call.post(
        "/admin/tokens",
        "{\"action\":\"create\",\"name\":\"%s\",\"role\":\"reader\",\"expires_in_seconds\":%d}"
            .formatted(name, seconds));
  }

  static Call revoking(String name) {
    return Call.post("/admin/tokens", "{\"action\":\"revoke\",\"name\":\"" + name + "\"}");
  }

  static Call switching(String variant, String reason) {
    return Call.put(
        "/admin/variant", "{\"active\":\"%s\",\"reason\":\"%s\"}".formatted(variant, reason));
  }

  static Call loading(String scene) {
    return Call.post("/scene", "{\"scene_path\":\"" + scene + "\",\"wait\":true}");
  }

  static Call validating(String scene) {
    return Call.put("/scene", "{\"scene_path\":\"" + scene + "\"}");
  }

  /** The directories that were added below {@code res://kept/}. */
  List<String> directories() {
    List<String> added = new ArrayList<>();
    for (JsonNode entry : expect(Call.get("/whitelist")).json().at("/whitelist/directories")) {
      if (entry.stringValue("").startsWith("res://kept/")) {
        added.add(entry.stringValue(""));
      }
    }
    return added;
  }

  List<String> loaded() {
    List<String> scenes = new ArrayList<>();
    for (JsonNode load : expect(Call.get("/scene/history")).json().path("history")) {
      scenes.add(load.path("scene_path").stringValue(""));
    }
    return scenes;
  }
}

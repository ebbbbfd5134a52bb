package dev.spacetime.perf.compare;

import dev.spacetime.api.Header;
import dev.spacetime.api.Json;
import dev.spacetime.comparison.Answer;
import dev.spacetime.perf.command.FailedException;
import dev.spacetime.perf.command.WrongUseException;
import dev.spacetime.perf.process.Connection;
import dev.spacetime.perf.process.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The requests whose answers are compared. */
record Corpus(List<Request> requests) {
  private static final int SCENES_MAX = 300;
  private static final int LOADS_MAX = 20;
  private static final int LINES_MAX = 1_000_000;

  Corpus {
    requests = List.copyOf(requests);
  }

  /** One JSON object a line: {@code {"method":…,"target":…,"headers":{…},"body":…}}. */
  static Corpus read(Path file, String token) throws IOException {
    List<Request> requests = new ArrayList<>();
    try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
      for (String line : (Iterable<String>) lines.limit(LINES_MAX)::iterator) {
        if (!line.isBlank()) {
          requests.add(request(line, file, requests.size() + 1, token));
        }
      }
    } catch (NoSuchFileException missing) {
      throw new WrongUseException("--corpus: there is no file " + file);
    }
    return new Corpus(requests);
  }

  private static Request request(String line, Path file, int number, String token) {
    JsonNode tree =
        Json.tree(line.getBytes(StandardCharsets.UTF_8))
            .filter(node -> node.path("method").isString() && node.path("target").isString())
            .orElseThrow(
                () ->
                    new WrongUseException(
                        "--corpus: request " + number + " of " + file + " lacks method or target"));
    Request request =
        new Request(
            tree.get("method").asString(),
            tree.get("target").asString(),
            List.of(),
            tree.path("body").asString(""));
    for (String name : tree.path("headers").propertyNames()) {
      request = request.with(name, tree.path("headers").path(name).asString(""));
    }
    boolean named =
        request.headers().stream().map(Header::name).anyMatch("Authorization"::equalsIgnoreCase);
    return named ? request : request.authorized(token);
  }

  /** All endpoints, good and bad, with the scenes that the server lists. */
  static Corpus generated(Connection server, String token) throws IOException {
    List<String> scenes = scenes(server, token);
    List<Request> requests = new ArrayList<>();
    for (String scene : scenes.subList(0, Math.min(SCENES_MAX, scenes.size()))) {
      requests.add(Request.json("PUT", "/scene", path(scene)));
    }
    for (String scene : scenes.subList(0, Math.min(LOADS_MAX, scenes.size()))) {
      requests.add(
          Request.json("POST", "/scene", "{\"scene_path\":\"" + scene + "\",\"wait\":true}"));
      requests.add(Request.get("/scene"));
      requests.add(Request.get("/scene/history"));
    }
    requests.addAll(FixedRequests.authorized());
    List<Request> all = new ArrayList<>();
    requests.forEach(request -> all.add(request.authorized(token)));
    all.addAll(FixedRequests.unauthorized());
    return new Corpus(all);
  }

  static List<String> scenes(Connection server, String token) throws IOException {
    Answer answer = server.send(Request.get("/scenes").authorized(token));
    if (answer.status() == 401) {
      throw new FailedException("the server refuses the token (401)");
    }
    if (answer.status() != 200) {
      throw new FailedException("GET /scenes is answered " + answer.status());
    }
    try {
      List<String> paths = new ArrayList<>();
      for (JsonNode scene : Json.tree(answer.body()).orElseThrow().path("scenes")) {
        paths.add(scene.path("path").asString());
      }
      return paths;
    } catch (JacksonException | NoSuchElementException malformed) {
      throw new FailedException("GET /scenes is answered with no listing", malformed);
    }
  }

  private static String path(String scene) {
    return "{\"scene_path\":\"" + scene + "\"}";
  }
}

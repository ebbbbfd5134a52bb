package dev.spacetime.perf.compare;

import dev.spacetime.perf.process.Request;
import java.util.ArrayList;
import java.util.List;

/** Requests that depend on no project, good and bad. */
final class FixedRequests {
  private static final List<String> TARGETS =
      List.of(
          "/scene",
          "/scenes",
          "/scenes?include_addons=true",
          "/scenes?dir=res://",
          "/scenes?dir=res://nowhere",
          "/scenes?dir=user://x",
          "/scenes?limit=3",
          "/scenes?limit=0",
          "/scenes?limit=x",
          "/scenes?cursor=broken",
          "/scenes?include_addons=maybe",
          "/scene/history",
          "/whitelist",
          "/performance",
          "/metrics",
          "/openapi.json",
          "/dashboard",
          "/health/live",
          "/health/ready",
          "/admin/variant",
          "/admin/rollout",
          "/admin/mismatches",
          "/admin/mismatches?limit=0",
          "/admin/audit",
          "/admin/tokens",
          "/unknown",
          "/SCENE",
          "/scene/",
          "/%73cene",
          "//scene",
          "/scene?unknown=1");

  private static final List<String> SCENE_BODIES =
      List.of(
          "{\"scene_path\":\"res://missing.tscn\"}",
          "{\"scene_path\":\"res://../outside.tscn\"}",
          "{\"scene_path\":\"res://%2e%2e/outside.tscn\"}",
          "{\"scene_path\":\"res://a\\\\b.tscn\"}",
          "{\"scene_path\":\"main.tscn\"}",
          "{\"scene_path\":\"res://main.txt\"}",
          "{\"scene_path\":\"res://addons/a/b.tscn\"}",
          "{\"scene_path\":7}",
          "{\"scene_path\":null}",
          "{}",
          "[]",
          "{",
          "",
          "{\"scene_path\":\"res://main.tscn\",\"unknown\":1}");

  private static final List<String> WHITELIST_BODIES =
      List.of(
          "{\"action\":\"validate\",\"scene_path\":\"res://main.tscn\"}",
          "{\"action\":\"validate\",\"scene_path\":\"res://addons/a.tscn\"}",
          "{\"action\":\"validate\"}",
          "{\"action\":\"unknown\"}",
          "{}",
          "{\"action\":\"add_scene\",\"scene_path\":\"res://main.tscn\"}",
          "{\"action\":\"add_directory\",\"dir_path\":\"res://levels/\"}",
          "{\"action\":\"add_wildcard\",\"pattern\":\"res://**/*.tscn\"}",
          "{\"action\":\"add_wildcard\"}",
          "{\"action\":\"set_environment\",\"environment\":\"nowhere\"}",
          "{\"action\":\"reload\"}");

  private FixedRequests() {}

  static List<Request> authorized() {
    List<Request> requests = new ArrayList<>();
    TARGETS.forEach(target -> requests.add(Request.get(target)));
    for (String body : SCENE_BODIES) {
      requests.add(Request.json("PUT", "/scene", body));
      if (!body.contains("unknown")) {
        requests.add(Request.json("POST", "/scene", body));
      }
    }
    WHITELIST_BODIES.forEach(body -> requests.add(Request.json("POST", "/whitelist", body)));
    requests.add(new Request("PUT", "/scene", List.of(), "{\"scene_path\":\"res://main.tscn\"}"));
    requests.add(Request.json("DELETE", "/scene", ""));
    requests.add(Request.json("PATCH", "/scenes", "{}"));
    requests.add(new Request("HEAD", "/scenes", List.of(), ""));
    requests.add(new Request("OPTIONS", "/scene", List.of(), ""));
    requests.add(Request.json("PUT", "/admin/variant", "{\"active\":\"nobody\"}"));
    requests.add(Request.json("PUT", "/admin/variant", "{\"active\":\"original\"}"));
    requests.add(Request.json("PUT", "/admin/rollout", "{\"mode\":\"parrot\"}"));
    requests.add(Request.json("POST", "/admin/rollout/promote", "{}"));
    requests.add(Request.json("POST", "/admin/mismatches/replay", "{\"number\":1}"));
    requests.add(Request.json("POST", "/admin/tokens", "{\"action\":\"revoke\"}"));
    requests.add(Request.get("/scene").with("Origin", "http://elsewhere.example"));
    requests.add(Request.get("/whitelist"));
    return requests;
  }

  static List<Request> unauthorized() {
    List<Request> requests = new ArrayList<>();
    TARGETS.forEach(target -> requests.add(Request.get(target)));
    requests.add(Request.get("/scene").authorized("a-token-that-nobody-made"));
    requests.add(Request.get("/scene").with("Authorization", "Basic dXNlcjpwYXNz"));
    requests.add(Request.json("POST", "/scene", "{}"));
    return requests;
  }
}

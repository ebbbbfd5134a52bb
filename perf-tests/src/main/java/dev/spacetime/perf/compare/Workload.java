package dev.spacetime.perf.compare;

import dev.spacetime.perf.process.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked over and over, one endpoint at a time.
 *
 * @param requests asked in turn
 */
record Workload(String name, List<Request> requests) {
  private static final int SCENES_MAX = 50;

  static List<Workload> of(List<String> scenes, String token) {
    List<Workload> all = new ArrayList<>();
    for (String target : List.of("/scene", "/scenes", "/scene/history", "/whitelist")) {
      all.add(new Workload("GET " + target, List.of(Request.get(target).authorized(token))));
    }
    List<Request> validations =
        scenes.stream()
            .limit(SCENES_MAX)
            .map(scene -> Request.json("PUT", "/scene", "{\"scene_path\":\"" + scene + "\"}"))
            .map(request -> request.authorized(token))
            .toList();
    if (!validations.isEmpty()) {
      all.add(new Workload("PUT /scene", validations));
    }
    Request check =
        Request.json(
            "POST", "/whitelist", "{\"action\":\"validate\",\"scene_path\":\"res://main.tscn\"}");
    all.add(new Workload("POST /whitelist validate", List.of(check.authorized(token))));
    return all;
  }
}

package dev.spacetime.perf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Text of a made-up scene as it grows. */
final class SceneText {
  private static final String[] TYPES = {"Node2D", "Sprite2D", "Marker2D", "Area2D"};
  private static final int DEPTH_MAX = 6;

  private final Map<String, Integer> instanced = new LinkedHashMap<>();
  private final StringBuilder nodes = new StringBuilder();
  private String parent = ".";
  private int depth;
  private int nodeCount = 1;

  SceneText(String rootName) {
    nodes.append("\n[node name=\"").append(rootName).append("\" type=\"Node2D\"]\n");
  }

  int nodeCount() {
    return nodeCount;
  }

  void instance(String name, String path) {
    int id = instanced.computeIfAbsent(path, unused -> instanced.size() + 1);
    nodes
        .append("\n[node name=\"")
        .append(name)
        .append("\" parent=\".\" instance=ExtResource(\"")
        .append(id)
        .append("\")]\n");
    nodeCount++;
  }

  /** Adds a node below the one before, or below the root where that would be too deep. */
  void node(SplittableRandom random) {
    String name = "Node" + nodeCount;
    nodes
        .append("\n[node name=\"")
        .append(name)
        .append("\" type=\"")
        .append(TYPES[random.nextInt(TYPES.length)])
        .append("\" parent=\"")
        .append(parent)
        .append("\"]\nposition = Vector2(")
        .append(random.nextInt(-2_000, 2_000))
        .append(", ")
        .append(random.nextInt(-2_000, 2_000) / 4.0)
        .append(")\n");
    nodeCount++;
    boolean deeper = depth < DEPTH_MAX && random.nextInt(3) > 0;
    depth = deeper ? depth + 1 : 0;
    parent = !deeper ? "." : ".".equals(parent) ? name : parent + "/" + name;
  }

  String text() {
    StringBuilder text = new StringBuilder("[gd_scene format=3]\n");
    instanced.forEach(
        (path, id) ->
            text.append("\n[ext_resource type=\"PackedScene\" path=\"")
                .append(path)
                .append("\" id=\"")
                .append(id)
                .append("\"]"));
    return text.append('\n').append(nodes).toString();
  }
}

package dev.spacetime.perf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The scenes that benchmarks read: files by their path, or made up by their name. */
final class BenchmarkScenes {
  private static final int NODE_COUNT = 5_000;
  private static final int NUMBER_COUNT = 100_000;

  private BenchmarkScenes() {}

  static byte[] named(String name) throws IOException {
    return switch (name) {
      case "nodes" -> nodes().getBytes(StandardCharsets.UTF_8);
      case "numbers" -> numbers().getBytes(StandardCharsets.UTF_8);
      default -> Files.readAllBytes(Path.of(name));
    };
  }

  private static String nodes() {
    StringBuilder scene = head();
    for (int i = 0; i < NODE_COUNT; i++) {
      scene
          .append("\n[node name=\"Enemy")
          .append(i)
          .append("\" type=\"Sprite2D\" parent=\".\" unique_id=")
          .append(i)
          .append("]\nposition = Vector2(")
          .append(i)
          .append(".5, -12)\ntooltip_text = \"A few words that a player reads\"\n");
    }
    return scene.toString();
  }

  private static String numbers() {
    StringBuilder scene = head().append("points = PackedFloat32Array(0");
    for (int i = 1; i < NUMBER_COUNT; i++) {
      scene.append(", ").append(i * 0.25);
    }
    return scene.append(")\n").toString();
  }

  private static StringBuilder head() {
    return new StringBuilder("[gd_scene format=3]\n\n[node name=\"Level\" type=\"Node2D\"]\n");
  }
}

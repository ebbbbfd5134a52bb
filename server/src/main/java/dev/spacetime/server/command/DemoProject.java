package dev.spacetime.server.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/** The Godot project that comes with the program, for a first look without one of one's own. */
final class DemoProject {
  private static final String RESOURCES = "/demo/";
  private static final String FOLDER = "demo";

  private DemoProject() {}

  /** Puts the project into the data folder, file by file; what a user changed there is renewed. */
  static Path unpack(Path dataFolder) throws IOException {
    Path demo = dataFolder.resolve(FOLDER);
    for (String file : files()) {
      Path target = demo.resolve(file);
      Files.createDirectories(target.getParent());
      try (InputStream in = resource(file)) {
        byte[] bytes = in.readAllBytes();
        if (!Files.exists(target) || !Arrays.equals(bytes, Files.readAllBytes(target))) {
          Path whole = Files.createTempFile(target.getParent(), ".unpacking", "");
          Files.write(whole, bytes);
          Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
    return demo;
  }

  private static List<String> files() throws IOException {
    try (InputStream index = resource("index")) {
      return new String(index.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static InputStream resource(String name) {
    InputStream in = DemoProject.class.getResourceAsStream(RESOURCES + name);
    if (in == null) {
      throw new IllegalStateException("The program lacks a file of its demo project: " + name);
    }
    return in;
  }
}

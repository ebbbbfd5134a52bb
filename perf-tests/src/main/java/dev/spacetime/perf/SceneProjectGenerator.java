package dev.spacetime.perf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Makes up a Godot project to measure with; the same seed gives the same bytes.
 *
 * <p>Of every twenty scenes one is a room of a thousand nodes that instances props, four are levels
 * that instance rooms and props, and the others are props of up to forty nodes. {@code
 * res://main.tscn} instances the first level and counts as one of the scenes.
 */
public final class SceneProjectGenerator {
  /** Nodes of a room, its root included: the most that validation lets pass without a warning. */
  public static final int ROOM_NODE_COUNT = 1_000;

  private static final int GROUP_SIZE = 20;
  private static final int LEVELS_IN_GROUP = 4;
  private static final int FOLDER_SIZE = 100;
  private static final int SCENE_COUNT_MIN = 2 * GROUP_SIZE;
  private static final int SCENE_COUNT_MAX = 100_000;

  private final Path folder;
  private final List<Integer> rooms;
  private final List<Integer> levels;
  private final List<Integer> props;
  private final long seed;

  private SceneProjectGenerator(Path folder, int sceneCount, long seed) {
    this.folder = folder;
    this.seed = seed;
    List<Integer> indexes = IntStream.range(0, sceneCount - 1).boxed().toList();
    rooms = indexes.stream().filter(i -> i % GROUP_SIZE == 0).toList();
    levels =
        indexes.stream()
            .filter(i -> i % GROUP_SIZE > 0 && i % GROUP_SIZE <= LEVELS_IN_GROUP)
            .toList();
    props = indexes.stream().filter(i -> i % GROUP_SIZE > LEVELS_IN_GROUP).toList();
  }

  /**
   * Writes a project of {@code sceneCount} scenes.
   *
   * @throws IllegalArgumentException unless there are 40 to 100,000 scenes
   * @throws IOException when the folder holds something already or can't be written
   */
  public static void generate(Path folder, int sceneCount, long seed) throws IOException {
    if (sceneCount < SCENE_COUNT_MIN || sceneCount > SCENE_COUNT_MAX) {
      throw new IllegalArgumentException(
          "scenes: " + SCENE_COUNT_MIN + " to " + SCENE_COUNT_MAX + ", not " + sceneCount);
    }
    Files.createDirectories(folder);
    try (var entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new IOException(folder + " is not empty");
      }
    }
    new SceneProjectGenerator(folder, sceneCount, seed).write();
  }

  /** The resource path of a room, from 0 up. */
  public static String room(int number) {
    return path("room", number * GROUP_SIZE);
  }

  private void write() throws IOException {
    Files.writeString(
        folder.resolve("project.godot"),
        """
        config_version=5

        [application]

        config/name="Generated"
        run/main_scene="res://main.tscn"
        """);
    SceneText main = new SceneText("Main");
    main.instance("Level", path("level", levels.get(0)));
    save("res://main.tscn", main);
    for (int index : props) {
      save(path("prop", index), prop(random(index)));
    }
    for (int index : rooms) {
      save(path("room", index), room(random(index)));
    }
    for (int index : levels) {
      save(path("level", index), level(random(index)));
    }
  }

  private static SceneText prop(SplittableRandom random) {
    SceneText scene = new SceneText("Prop");
    fill(scene, random, random.nextInt(5, 41));
    return scene;
  }

  private SceneText room(SplittableRandom random) {
    SceneText scene = new SceneText("Room");
    instances(scene, random, "prop", props, 30);
    fill(scene, random, ROOM_NODE_COUNT);
    return scene;
  }

  private SceneText level(SplittableRandom random) {
    SceneText scene = new SceneText("Level");
    instances(scene, random, "room", rooms, 2);
    instances(scene, random, "prop", props, 5);
    fill(scene, random, random.nextInt(20, 61));
    return scene;
  }

  private static void instances(
      SceneText scene, SplittableRandom random, String kind, List<Integer> indexes, int count) {
    for (int i = 0; i < count; i++) {
      scene.instance(kind + i, path(kind, indexes.get(random.nextInt(indexes.size()))));
    }
  }

  private static void fill(SceneText scene, SplittableRandom random, int nodeCount) {
    while (scene.nodeCount() < nodeCount) {
      scene.node(random);
    }
  }

  private SplittableRandom random(int index) {
    return new SplittableRandom(seed * SCENE_COUNT_MAX + index);
  }

  private static String path(String kind, int index) {
    return "res://%ss/area_%03d/%s_%05d.tscn".formatted(kind, index / FOLDER_SIZE, kind, index);
  }

  private void save(String path, SceneText scene) throws IOException {
    Path file = folder.resolve(path.substring("res://".length()));
    Files.createDirectories(file.getParent());
    Files.writeString(file, scene.text());
  }
}

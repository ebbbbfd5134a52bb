package dev.spacetime.scene;

import java.util.Set;

/** Which files the engine reads as what, by their extension and the class that is expected. */
final class TextFormats {
  private static final Set<String> IMPORTED_SCENES =
      Set.of("scn", "res", "glb", "gltf", "dae", "fbx", "blend", "escn", "obj");

  /** The classes that a scene resource is one of. */
  private static final Set<String> SCENE_CLASSES =
      Set.of("", "PackedScene", "Resource", "RefCounted", "Object");

  private static final Set<String> SCRIPT_CLASSES = Set.of("", "Script", "GDScript");

  private TextFormats() {}

  /** Whether the file is a text scene or resource, which can be looked into. */
  static boolean isText(ResourcePath path) {
    return switch (path.extension()) {
      case "tscn", "tres" -> true;
      default -> false;
    };
  }

  /** Whether a file that can't be looked into may turn out to be a scene. */
  static boolean mayBeImportedScene(ResourcePath path, String declaredType) {
    boolean sceneExpected = declaredType.isEmpty() || declaredType.equals("PackedScene");
    return sceneExpected && IMPORTED_SCENES.contains(path.extension());
  }

  /**
   * Whether a loader is responsible for files of this extension where that class is expected. Only
   * what is certain without the engine's list of loaders is denied.
   */
  static boolean hasLoader(ResourcePath path, String type, Grammar grammar) {
    return switch (path.extension()) {
      case "tscn" ->
          grammar == Grammar.MODERN
              ? SCENE_CLASSES.contains(type)
              : type.isEmpty() || type.equals("PackedScene");
      case "tres" -> !type.equals("PackedScene");
      case "gd" -> SCRIPT_CLASSES.contains(type);
      case "", "godot" -> false;
      default -> true;
    };
  }
}

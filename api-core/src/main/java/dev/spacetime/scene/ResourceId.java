package dev.spacetime.scene;

/** Ids of resources: whole numbers before Godot 4, any text since. */
final class ResourceId {
  private ResourceId() {}

  static String of(Value value, boolean modern) {
    return modern && value.kind() == Value.Kind.STRING
        ? value.text()
        : Integer.toString(value.integer());
  }
}

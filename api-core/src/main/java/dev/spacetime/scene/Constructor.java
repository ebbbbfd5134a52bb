package dev.spacetime.scene;

import java.util.HashMap;
import java.util.Map;

/**
 * The constructors that take numbers, with how many; their names are those of Godot 2 to 4.
 *
 * @param arity -1 for any number
 */
record Constructor(int arity, boolean modern) {
  static final int ANY = -1;

  private static final Map<String, Constructor> BY_NAME = new HashMap<>();

  static {
    both(2, "Vector2");
    both(3, "Vector3");
    both(4, "Rect2", "Plane", "Quat", "Color");
    both(6, "Transform2D", "Matrix32", "AABB", "Rect3");
    both(9, "Basis", "Matrix3");
    both(12, "Transform");
    both(ANY, "PoolByteArray", "ByteArray", "PoolIntArray", "IntArray");
    both(ANY, "PoolRealArray", "FloatArray", "PoolVector2Array", "Vector2Array");
    both(ANY, "PoolVector3Array", "Vector3Array", "PoolColorArray", "ColorArray");
    modern(2, "Vector2i");
    modern(3, "Vector3i");
    modern(4, "Vector4", "Vector4i", "Rect2i", "Quaternion");
    modern(12, "Transform3D");
    modern(16, "Projection");
    modern(ANY, "PackedByteArray", "PackedInt32Array", "PackedInt64Array");
    modern(ANY, "PackedFloat32Array", "PackedFloat64Array", "PackedVector2Array");
    modern(ANY, "PackedVector3Array", "PackedVector4Array", "PackedColorArray");
  }

  private static void both(int arity, String... names) {
    for (String name : names) {
      BY_NAME.put(name, new Constructor(arity, false));
    }
  }

  private static void modern(int arity, String... names) {
    for (String name : names) {
      BY_NAME.put(name, new Constructor(arity, true));
    }
  }

  static Map<String, Constructor> byName() {
    return BY_NAME;
  }
}

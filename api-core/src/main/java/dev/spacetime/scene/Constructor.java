package dev.spacetime.scene;

import java.util.HashMap;
import java.util.Map;

/**
 * A word that may begin a value.
 *
 * @param argumentCount how many numbers it takes; negative for any number of them
 */
record Constructor(Shape shape, int argumentCount, boolean legacy, boolean modern) {

  /** What follows the word. */
  enum Shape {
    NULL,
    TRUE,
    FALSE,
    FLOAT,
    NUMBERS,
    BYTES,
    STRINGS,
    NODE_PATH,
    RID,
    EMPTY,
    OBJECT,
    INPUT_EVENT,
    RESOURCE,
    EXTERNAL_RESOURCE,
    SUB_RESOURCE,
    TYPED_ARRAY,
    TYPED_DICTIONARY
  }

  private static final int ANY = -1;
  private static final Map<String, Constructor> ALL = all();

  static Map<String, Constructor> byName() {
    return ALL;
  }

  boolean knownTo(Grammar grammar) {
    return grammar == Grammar.LEGACY ? legacy : modern;
  }

  private static Map<String, Constructor> all() {
    Map<String, Constructor> all = new HashMap<>();
    constants(all);
    numbers(all);
    arrays(all);
    structures(all);
    return Map.copyOf(all);
  }

  private static void constants(Map<String, Constructor> all) {
    both(all, Shape.TRUE, 0, "true");
    both(all, Shape.FALSE, 0, "false");
    both(all, Shape.NULL, 0, "null", "nil");
    both(all, Shape.FLOAT, 0, "inf", "nan");
    modern(all, Shape.FLOAT, 0, "-inf", "inf_neg");
  }

  private static void numbers(Map<String, Constructor> all) {
    both(all, Shape.NUMBERS, 2, "Vector2");
    both(all, Shape.NUMBERS, 3, "Vector3");
    both(all, Shape.NUMBERS, 4, "Rect2", "Plane", "Quat", "Color");
    both(all, Shape.NUMBERS, 6, "Transform2D", "Matrix32", "AABB", "Rect3");
    both(all, Shape.NUMBERS, 9, "Basis", "Matrix3");
    both(all, Shape.NUMBERS, 12, "Transform");
    modern(all, Shape.NUMBERS, 2, "Vector2i");
    modern(all, Shape.NUMBERS, 3, "Vector3i");
    modern(all, Shape.NUMBERS, 4, "Vector4", "Vector4i", "Rect2i", "Quaternion");
    modern(all, Shape.NUMBERS, 12, "Transform3D");
    modern(all, Shape.NUMBERS, 16, "Projection");
  }

  private static void arrays(Map<String, Constructor> all) {
    both(all, Shape.BYTES, ANY, "PoolByteArray", "ByteArray");
    both(all, Shape.NUMBERS, ANY, "PoolIntArray", "IntArray", "PoolRealArray", "FloatArray");
    both(all, Shape.NUMBERS, ANY, "PoolVector2Array", "Vector2Array", "PoolVector3Array");
    both(all, Shape.NUMBERS, ANY, "Vector3Array", "PoolColorArray", "ColorArray");
    both(all, Shape.STRINGS, ANY, "PoolStringArray", "StringArray");
    modern(all, Shape.BYTES, ANY, "PackedByteArray");
    modern(all, Shape.NUMBERS, ANY, "PackedInt32Array", "PackedIntArray", "PackedInt64Array");
    modern(all, Shape.NUMBERS, ANY, "PackedFloat32Array", "PackedRealArray", "PackedFloat64Array");
    modern(all, Shape.NUMBERS, ANY, "PackedVector2Array", "PackedVector3Array");
    modern(all, Shape.NUMBERS, ANY, "PackedVector4Array", "PoolVector4Array", "Vector4Array");
    modern(all, Shape.NUMBERS, ANY, "PackedColorArray");
    modern(all, Shape.STRINGS, ANY, "PackedStringArray");
    modern(all, Shape.TYPED_ARRAY, 0, "Array");
    modern(all, Shape.TYPED_DICTIONARY, 0, "Dictionary");
  }

  private static void structures(Map<String, Constructor> all) {
    both(all, Shape.NODE_PATH, 0, "NodePath");
    both(all, Shape.RID, 0, "RID");
    both(all, Shape.OBJECT, 0, "Object");
    both(all, Shape.RESOURCE, 0, "Resource");
    both(all, Shape.EXTERNAL_RESOURCE, 0, "ExtResource");
    both(all, Shape.SUB_RESOURCE, 0, "SubResource");
    modern(all, Shape.EMPTY, 0, "Signal", "Callable");
    all.put("InputEvent", new Constructor(Shape.INPUT_EVENT, 0, true, false));
  }

  private static void both(Map<String, Constructor> all, Shape shape, int count, String... names) {
    for (String name : names) {
      all.put(name, new Constructor(shape, count, true, true));
    }
  }

  private static void modern(
      Map<String, Constructor> all, Shape shape, int count, String... names) {
    for (String name : names) {
      all.put(name, new Constructor(shape, count, false, true));
    }
  }
}

package dev.spacetime.scene;

/**
 * What can be said of the engine's classes without its list of them: a class's name is an
 * identifier.
 */
final class ClassNames {
  private ClassNames() {}

  static boolean wellFormed(String name) {
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      boolean letter = character == '_' || ((character | 0x20) >= 'a' && (character | 0x20) <= 'z');
      boolean digit = character >= '0' && character <= '9';
      if (!letter && (i == 0 || !digit)) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}

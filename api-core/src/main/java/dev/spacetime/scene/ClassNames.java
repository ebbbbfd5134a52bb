package dev.spacetime.scene;

import java.util.Set;

/**
 * What can be said of the engine's classes without its list of them: a class's name is an
 * identifier, and not the text that the engine makes of a value that is none.
 */
final class ClassNames {
  private static final Set<String> NO_NAMES = Set.of("Null", "True", "False");

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
    return !name.isEmpty() && !NO_NAMES.contains(name);
  }
}

package dev.spacetime.scene;

import java.util.Base64;

/** Base64 as Godot 4 writes byte arrays (RFC 4648, section 4). */
final class Base64Text {
  private Base64Text() {}

  static boolean isValid(String text) {
    try {
      byte[] unused = Base64.getDecoder().decode(text);
      return true;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}

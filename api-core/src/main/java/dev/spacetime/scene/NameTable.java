package dev.spacetime.scene;

import org.jspecify.annotations.Nullable;

/**
 * Gives each distinct run of bytes one string, so that a file that says {@code position} a thousand
 * times makes it once.
 */
final class NameTable {
  /** Longer names are made anew each time; no name that repeats is as long. */
  private static final int LENGTH_MAX = 64;

  /** Chains are cut here, so that names that collide on purpose cost memory and not time. */
  private static final int PROBES_MAX = 8;

  private @Nullable String[] names = new @Nullable String[256];
  private int count;

  /** The run of bytes, each taken as a character (Latin-1), as the engine reads names. */
  String name(byte[] text, int from, int to) {
    if (to - from > LENGTH_MAX) {
      return EngineText.ascii(text, from, to);
    }
    int hash = hash(text, from, to);
    for (int probe = 0; probe < PROBES_MAX; probe++) {
      int slot = (hash + probe) & (names.length - 1);
      String known = names[slot];
      if (known == null) {
        return add(slot, EngineText.ascii(text, from, to));
      }
      if (matches(known, text, from, to)) {
        return known;
      }
    }
    return EngineText.ascii(text, from, to);
  }

  private String add(int slot, String name) {
    names[slot] = name;
    count++;
    if (count > names.length / 2) {
      grow();
    }
    return name;
  }

  private void grow() {
    @Nullable String[] old = names;
    names = new @Nullable String[old.length * 2];
    for (String name : old) {
      if (name != null) {
        place(name);
      }
    }
  }

  private void place(String name) {
    int hash = hash(name);
    for (int probe = 0; probe < PROBES_MAX; probe++) {
      int slot = (hash + probe) & (names.length - 1);
      if (names[slot] == null) {
        names[slot] = name;
        return;
      }
    }
    count--;
  }

  private static int hash(byte[] text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = mixed(hash, text[i] & 0xFF);
    }
    return spread(hash);
  }

  private static int hash(String name) {
    int hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = mixed(hash, name.charAt(i));
    }
    return spread(hash);
  }

  private static int mixed(int hash, int character) {
    return 31 * hash + character;
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 15);
  }

  private static boolean matches(String name, byte[] text, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != (text[from + i] & 0xFF)) {
        return false;
      }
    }
    return true;
  }
}

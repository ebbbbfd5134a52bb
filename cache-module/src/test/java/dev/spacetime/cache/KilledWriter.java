package dev.spacetime.cache;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A program that checks what the last run left, and then writes until it is killed or has written
 * so many times. Prints {@code found N} and a dot for every hundred writes.
 */
final class KilledWriter {
  private static final int KEYS = 500;

  private KilledWriter() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int writes = Integer.parseInt(arguments[1]);
    try (Caches caches = Caches.open(CachesSpec.DEFAULT.withFolder(folder))) {
      Region<Integer, String> region = caches.region(spec());
      System.out.println("found " + checked(region));
      for (int write = 1; write <= writes; write++) {
        int key = write % KEYS;
        region.put(key, value(key));
        if (write % 100 == 0) {
          caches.writeHotKeys();
          System.out.println(".");
        }
      }
    }
  }

  static RegionSpec<Integer, String> spec() {
    return RegionSpec.of(
        "killed",
        Integer.class,
        String.class,
        RegionSettings.of(Duration.ofHours(1)).with("heap=10, disk=2MB, hot-keys=20"),
        new Encoding<>(
            new KeyCodec<>(String::valueOf, Integer::valueOf),
            ValueCodec.utf8(),
            (key, value) -> true));
  }

  static String value(int key) {
    return "value of %d ".formatted(key).repeat(1 + key % 50);
  }

  private static int checked(Region<Integer, String> region) {
    int found = 0;
    for (int key = 0; key < KEYS; key++) {
      String value = region.get(key).orElse(null);
      if (value != null && !value.equals(value(key))) {
        throw new AssertionError("Key " + key + " has a wrong value");
      }
      found += value == null ? 0 : 1;
    }
    return found;
  }
}

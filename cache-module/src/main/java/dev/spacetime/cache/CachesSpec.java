package dev.spacetime.cache;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What all regions share.
 *
 * @param offHeapBytesMax of all regions together
 * @param folder where disk tiers and the lists of hot keys lie, a folder for nothing else; made
 *     when it is missing. Regions have neither when there is none
 */
public record CachesSpec(long offHeapBytesMax, Optional<Path> folder) {
  public static final CachesSpec DEFAULT = new CachesSpec(10 << 20, Optional.empty());

  public CachesSpec {
    if (offHeapBytesMax < 0) {
      throw new IllegalArgumentException(
          "All regions together hold 0 bytes or more off the heap, not " + offHeapBytesMax);
    }
  }

  public CachesSpec withOffHeap(long bytesMax) {
    return new CachesSpec(bytesMax, folder);
  }

  /**
   * The same.
   *
   * @param text a size like {@code 512KB} or {@code 10MB}
   */
  public CachesSpec withOffHeap(String text) {
    return withOffHeap(SettingsText.bytes(text));
  }

  /**
   * @throws IllegalArgumentException when regions that hold so much together can't be had
   */
  public void requireOffHeap(long bytes) {
    if (bytes > offHeapBytesMax) {
      throw new IllegalArgumentException(
          "the regions hold %d bytes off the heap together, and %d are for all of them"
              .formatted(bytes, offHeapBytesMax));
    }
  }

  public CachesSpec withFolder(Path path) {
    return new CachesSpec(offHeapBytesMax, Optional.of(path));
  }
}

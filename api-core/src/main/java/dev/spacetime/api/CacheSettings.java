package dev.spacetime.api;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a variant may cache, in the operator's words; a variant without a cache has no use for it.
 *
 * @param folder for nothing else; may not exist yet. Without one nothing outlives the process
 * @param onDisk whether entries may be kept in it
 * @param offHeap how much all regions together may hold off the heap, such as {@code 10MB}
 * @param regions settings by the region's name, such as {@code heap=2000, ttl=10m}; empty for the
 *     region's own
 */
public record CacheSettings(
    Optional<Path> folder,
    boolean onDisk,
    String offHeap,
    WarmUp warmUp,
    Map<String, String> regions) {
  /** Whether what was hot in the last run is loaded at the start. */
  public enum WarmUp {
    OFF,
    /** Beside the requests. */
    ON,
    /** Beside the requests, and the server says that it is ready when it has ended. */
    WAIT
  }

  public CacheSettings {
    regions = Collections.unmodifiableMap(new TreeMap<>(regions));
  }

  /** The same for a second instance beside the one that has the folder. */
  public CacheSettings inMemory() {
    return new CacheSettings(Optional.empty(), false, offHeap, WarmUp.OFF, regions);
  }
}

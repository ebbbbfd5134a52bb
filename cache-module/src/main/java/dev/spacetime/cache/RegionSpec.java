package dev.spacetime.cache;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What a region holds, and its bounds.
 *
 * @param name lower-case letters, digits and hyphens; part of the metrics' names
 * @param heapEntriesMax entries on the heap, beyond which the least recently used of a sample go
 * @param timeToLive the longest that an entry may live after it was stored; the backstop behind
 *     invalidation
 * @param loadWaitMax how long a caller waits for another caller's load of the same key
 */
public record RegionSpec<K, V>(
    String name,
    Class<K> keyType,
    Class<V> valueType,
    long heapEntriesMax,
    Duration timeToLive,
    Duration loadWaitMax) {
  /** Long enough for any honest load, short enough that a hung one is noticed. */
  public static final Duration LOAD_WAIT_DEFAULT = Duration.ofSeconds(30);

  // An entry costs about 150 bytes before its key and value: 1.5 GB at this bound.
  private static final long HEAP_ENTRIES_LIMIT = 10_000_000;
  private static final Duration TIME_TO_LIVE_LIMIT = Duration.ofDays(365);
  private static final Duration LOAD_WAIT_LIMIT = Duration.ofMinutes(10);
  // Ehcache keeps time in milliseconds: a shorter life would be none.
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  public RegionSpec {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A region's name is a lower-case letter and up to 63 more, digits or hyphens, not '"
              + name
              + "'");
    }
    requireReference(name, "key", keyType);
    requireReference(name, "value", valueType);
    if (heapEntriesMax < 1 || heapEntriesMax > HEAP_ENTRIES_LIMIT) {
      throw new IllegalArgumentException(
          "Region %s holds from 1 to %d entries on the heap, not %d"
              .formatted(name, HEAP_ENTRIES_LIMIT, heapEntriesMax));
    }
    requireWithin(name, "time to live", timeToLive, TIME_TO_LIVE_LIMIT);
    requireWithin(name, "wait for a load", loadWaitMax, LOAD_WAIT_LIMIT);
  }

  /** A region with {@link #LOAD_WAIT_DEFAULT}. */
  public static <K, V> RegionSpec<K, V> of(
      String name, Class<K> keyType, Class<V> valueType, long heapEntriesMax, Duration timeToLive) {
    return new RegionSpec<>(
        name, keyType, valueType, heapEntriesMax, timeToLive, LOAD_WAIT_DEFAULT);
  }

  public RegionSpec<K, V> withLoadWaitMax(Duration wait) {
    return new RegionSpec<>(name, keyType, valueType, heapEntriesMax, timeToLive, wait);
  }

  private static void requireReference(String region, String role, Class<?> type) {
    if (type.isPrimitive()) {
      throw new IllegalArgumentException(
          "The %s type of region %s is a class, not the primitive %s"
              .formatted(role, region, type));
    }
  }

  private static void requireWithin(String region, String role, Duration given, Duration limit) {
    if (given.compareTo(SHORTEST) < 0 || given.compareTo(limit) > 0) {
      throw new IllegalArgumentException(
          "The %s of region %s is from %s to %s, not %s"
              .formatted(role, region, SHORTEST, limit, given));
    }
  }
}

package dev.spacetime.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a region holds, and its bounds.
 *
 * @param name lower-case letters, digits and hyphens; part of the metrics' names
 * @param exact whether serving anything past its time would be wrong, as with permissions: then no
 *     settings can make it so
 * @param encoding what tiers off the heap need, if the region may have any
 */
public record RegionSpec<K, V>(
    String name,
    Class<K> keyType,
    Class<V> valueType,
    RegionSettings settings,
    boolean exact,
    Optional<Encoding<K, V>> encoding) {
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
    if (exact && settings.lifetime().servesStale()) {
      throw impossible(
          name,
          "serves nothing past its time, so stale-while-revalidate and stale-if-error must be 0");
    }
    if (encoding.isEmpty() && !settings.sizes().onHeapOnly()) {
      throw impossible(
          name, "can hold its values on the heap only, so off-heap and disk must be 0");
    }
    if (encoding.isEmpty() && settings.hotKeysMax() > 0) {
      throw impossible(name, "can't write its keys down, so hot-keys must be 0");
    }
  }

  /** A region on the heap that serves a value for so long. */
  public static <K, V> RegionSpec<K, V> of(
      String name, Class<K> keyType, Class<V> valueType, long heapEntriesMax, Duration timeToLive) {
    return of(
        name,
        keyType,
        valueType,
        RegionSettings.of(timeToLive).with(TierSizes.heap(heapEntriesMax)));
  }

  /** A region on the heap. */
  public static <K, V> RegionSpec<K, V> of(
      String name, Class<K> keyType, Class<V> valueType, RegionSettings settings) {
    return new RegionSpec<>(name, keyType, valueType, settings, false, Optional.empty());
  }

  /** A region that may have tiers off the heap. */
  public static <K, V> RegionSpec<K, V> of(
      String name,
      Class<K> keyType,
      Class<V> valueType,
      RegionSettings settings,
      Encoding<K, V> encoding) {
    return new RegionSpec<>(name, keyType, valueType, settings, false, Optional.of(encoding));
  }

  /** The same, but no settings may let it serve anything past its time. */
  public RegionSpec<K, V> exactly() {
    return new RegionSpec<>(name, keyType, valueType, settings, true, encoding);
  }

  public RegionSpec<K, V> withLoadWaitMax(Duration wait) {
    return new RegionSpec<>(
        name, keyType, valueType, settings.withLoadWaitMax(wait), exact, encoding);
  }

  static IllegalArgumentException impossible(String region, String why) {
    return new IllegalArgumentException("Region %s %s".formatted(region, why));
  }

  private static void requireReference(String region, String role, Class<?> type) {
    if (type.isPrimitive()) {
      throw new IllegalArgumentException(
          "The %s type of region %s is a class, not the primitive %s"
              .formatted(role, region, type));
    }
  }
}

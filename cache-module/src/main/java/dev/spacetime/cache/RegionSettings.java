package dev.spacetime.cache;

import java.time.Duration;

/**
 * All of a region that an operator may choose.
 *
 * @param hotKeysMax how many of the most used keys are written down for the next start; 0 for none
 * @param loadWaitMax how long a caller waits for another caller's load of the same key
 */
public record RegionSettings(
    TierSizes sizes, Lifetime lifetime, int hotKeysMax, Duration loadWaitMax) {
  /** Long enough for any honest load, short enough that a hung one is noticed. */
  public static final Duration LOAD_WAIT_DEFAULT = Duration.ofSeconds(30);

  private static final Duration LOAD_WAIT_LIMIT = Duration.ofMinutes(10);
  private static final int HOT_KEYS_LIMIT = 100_000;

  public RegionSettings {
    if (hotKeysMax < 0 || hotKeysMax > HOT_KEYS_LIMIT) {
      throw new IllegalArgumentException(
          "it writes down 0 to %d hot keys, not %d".formatted(HOT_KEYS_LIMIT, hotKeysMax));
    }
    if (loadWaitMax.compareTo(Duration.ofMillis(1)) < 0
        || loadWaitMax.compareTo(LOAD_WAIT_LIMIT) > 0) {
      throw new IllegalArgumentException(
          "its wait for a load is from PT0.001S to %s, not %s"
              .formatted(LOAD_WAIT_LIMIT, loadWaitMax));
    }
  }

  /** The default number of entries on the heap, fresh for so long. */
  public static RegionSettings of(Duration timeToLive) {
    return new RegionSettings(
        TierSizes.heap(TierSizes.HEAP_ENTRIES_DEFAULT),
        Lifetime.of(timeToLive),
        0,
        LOAD_WAIT_DEFAULT);
  }

  public RegionSettings with(TierSizes other) {
    return new RegionSettings(other, lifetime, hotKeysMax, loadWaitMax);
  }

  public RegionSettings with(Lifetime other) {
    return new RegionSettings(sizes, other, hotKeysMax, loadWaitMax);
  }

  public RegionSettings withHotKeys(int max) {
    return new RegionSettings(sizes, lifetime, max, loadWaitMax);
  }

  public RegionSettings withLoadWaitMax(Duration wait) {
    return new RegionSettings(sizes, lifetime, hotKeysMax, wait);
  }

  /**
   * These settings, but for what the text says: {@code heap=2000, off-heap=4MB, ttl=10m}. Its names
   * are those of {@link SettingsText}; sizes take KB, MB or GB, times ms, s, m, h or d.
   *
   * @throws IllegalArgumentException that says what is wrong and what would be right
   */
  public RegionSettings with(String text) {
    return SettingsText.parse(text).over(this);
  }
}

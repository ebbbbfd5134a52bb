package dev.spacetime.cache;

import static dev.spacetime.cache.MapTier.mayPause;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.NOPLogger;

/**
 * One key of a region and the source that it is loaded from. A write changes the source, then
 * announces it. Seen through the region, the source must stay a register: {@link Register}.
 *
 * <p>One key is enough: what is linearizable for each object is so as a whole (Herlihy and Wing,
 * "Linearizability", 1990, theorem 1).
 */
public class SourcedRegion {
  static final int KEY = 1;

  /** The clock stands still: an entry is fresh, or past its time, from the start. */
  static final Instant NOW = Instant.ofEpochMilli(1_000);

  private static final Duration HOUR = Duration.ofHours(1);

  final AtomicInteger source = new AtomicInteger();
  final Region<Integer, Integer> region;
  private final Queue<Runnable> background = new ConcurrentLinkedQueue<>();

  /** Holds nothing yet. */
  public SourcedRegion() {
    this(new MapTier<>(), null);
  }

  SourcedRegion(Tier<Integer, Integer> heap, @Nullable Tier<Integer, Integer> below) {
    Lifetime lifetime = Lifetime.of(HOUR).withStaleWhileRevalidate(HOUR);
    RegionCounters counters = new RegionCounters();
    Ticker ticker = new Ticker(InstantSource.fixed(NOW));
    FailureLog failures =
        new FailureLog("checked", ticker, NOPLogger.NOP_LOGGER, counters.failures);
    region =
        new Region<>(
            RegionSpec.of(
                "checked", Integer.class, Integer.class, RegionSettings.of(HOUR).with(lifetime)),
            ticker,
            new TieredStore<>(
                heap,
                Optional.ofNullable(below),
                Optional.empty(),
                (key, value) -> false,
                counters.expirations,
                failures),
            new KeptFailures<>(null, Duration.ZERO),
            new TimesToLive<>(lifetime, null),
            load -> {
              mayPause();
              background.add(load);
            },
            counters,
            failures);
  }

  /** What the source held before its first write. */
  static Held<Integer> first(Instant freshUntil) {
    return Held.of(0, 0, freshUntil.toEpochMilli(), freshUntil.plus(HOUR).toEpochMilli());
  }

  public int read() {
    return region.get(KEY, key -> loaded());
  }

  /** What a thread of the background does: the load that renews an entry, if there is one. */
  public void renew() {
    mayPause();
    Runnable load = background.poll();
    mayPause();
    if (load != null) {
      load.run();
    }
  }

  public void writeAndInvalidate() {
    int unused = written();
    region.invalidate(KEY);
  }

  public void writeAndInvalidateMatching() {
    int unused = written();
    region.invalidateIf(key -> key == KEY);
  }

  public void writeAndInvalidateWhere() {
    int unused = written();
    region.invalidateWhere((key, value) -> key == KEY);
  }

  public void writeAndInvalidateAll() {
    int unused = written();
    region.invalidateAll();
  }

  /** Sound for a single writer only, as a put says. */
  public void writeAndPut() {
    region.put(KEY, written());
  }

  int loaded() {
    int value = source.get();
    mayPause();
    return value;
  }

  int written() {
    int value = source.incrementAndGet();
    mayPause();
    return value;
  }

  /** The heap holds a fresh entry. */
  public static final class Warm extends SourcedRegion {
    public Warm() {
      super(holding(NOW.plus(HOUR)), null);
    }
  }

  /** The heap holds an entry past its time, which is served while the background renews it. */
  public static final class Late extends SourcedRegion {
    public Late() {
      super(holding(NOW), null);
    }
  }

  /** The heap let an entry go that the tier below still holds. */
  public static final class Evicted extends SourcedRegion {
    public Evicted() {
      super(new MapTier<>(), holding(NOW.plus(HOUR)));
    }
  }

  /** A shortcut leads to a fresh entry on the heap. */
  public static final class Shortcut extends SourcedRegion {
    public Shortcut() {
      super(shortcutTo(holding(NOW.plus(HOUR))), null);
    }
  }

  /** A shortcut leads to a fresh entry that the heap let go. */
  public static final class ShortcutToNothing extends SourcedRegion {
    public ShortcutToNothing() {
      this(holding(NOW.plus(HOUR)));
    }

    private ShortcutToNothing(MapTier<Integer> heap) {
      super(shortcutTo(heap), null);
      heap.clear();
    }
  }

  private static Tier<Integer, Integer> shortcutTo(MapTier<Integer> heap) {
    Tier<Integer, Integer> shortcut = new ShortcutTier<>(heap, 1);
    Held<Integer> unused = shortcut.get(KEY);
    return shortcut;
  }

  static MapTier<Integer> holding(Instant freshUntil) {
    MapTier<Integer> tier = new MapTier<>();
    tier.put(KEY, first(freshUntil));
    return tier;
  }
}

package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A load that began before an invalidation never stores its value, and who asks after the
 * invalidation never gets it, whatever the interleaving.
 */
public class RegionInterleavingTest {
  /** More than there are: where fewer were seen, none is left. */
  private static final int EVERY = 20_000;

  /** Of the scenarios that have more interleavings than a build has time for. */
  private static final int FIRST = Integer.getInteger("interleavings", 100);

  @ParameterizedTest
  @ValueSource(
      classes = {SourcedRegion.class, SourcedRegion.Warm.class, SourcedRegion.Evicted.class})
  void everyInterleaving(Class<? extends SourcedRegion> start) {
    assertThat(Interleavings.explored(start, "r|k", EVERY)).isBetween(20, EVERY - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"r|m", "r|w", "r|a", "r|pr", "r|kr", "r|r|k"})
  void theFirstInterleavings(String scenario) {
    assertThat(Interleavings.explored(SourcedRegion.class, scenario, FIRST)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"r|k", "rr|k", "rr|m", "rr|a", "r|r|k"})
  void theFirstInterleavingsWithAShortcut(String scenario) {
    assertThat(Interleavings.explored(SourcedRegion.Shortcut.class, scenario, FIRST)).isPositive();
    assertThat(Interleavings.explored(SourcedRegion.ShortcutToNothing.class, scenario, FIRST))
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rb|k", "rr|b|k"})
  void theFirstInterleavingsOfARenewal(String scenario) {
    assertThat(Interleavings.explored(SourcedRegion.Late.class, scenario, FIRST)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(classes = {WithoutLease.class, RemovedFirst.class, BroughtUpUnlocked.class})
  void finds(Class<? extends SourcedRegion> fault) {
    assertThatThrownBy(() -> Interleavings.explored(fault, "r|k", EVERY))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  /** Stores what was found before an invalidation after it. */
  public static final class WithoutLease extends SourcedRegion {
    @Override
    public int read() {
      return region.get(KEY).orElseGet(this::stored);
    }

    private int stored() {
      int value = loaded();
      region.put(KEY, value);
      return value;
    }
  }

  /** Removes the entry before it takes the load out, and not after. */
  public static final class RemovedFirst extends SourcedRegion {
    private final Deaf heap;

    public RemovedFirst() {
      this(new Deaf());
    }

    private RemovedFirst(Deaf heap) {
      super(heap, null);
      this.heap = heap;
    }

    @Override
    public void writeAndInvalidate() {
      int unused = written();
      heap.clear();
      region.invalidate(KEY);
    }
  }

  private static final class Deaf extends MapTier<Integer> {
    @Override
    public void remove(Integer key) {}
  }

  /** Brings up what the tier below holds where an invalidation may be between. */
  public static final class BroughtUpUnlocked extends SourcedRegion {
    public BroughtUpUnlocked() {
      this(holding(NOW.plusMillis(1)));
    }

    private BroughtUpUnlocked(MapTier<Integer> below) {
      super(new Eager(below), below);
    }
  }

  private static final class Eager extends MapTier<Integer> {
    private final MapTier<Integer> below;

    Eager(MapTier<Integer> below) {
      this.below = below;
    }

    @Override
    public @Nullable Held<Integer> get(Integer key) {
      Held<Integer> held = super.get(key);
      if (held == null) {
        held = below.get(key);
        if (held != null) {
          put(key, held);
        }
      }
      return held;
    }
  }
}

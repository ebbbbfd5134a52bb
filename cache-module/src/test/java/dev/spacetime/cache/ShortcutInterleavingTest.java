package dev.spacetime.cache;

import static dev.spacetime.cache.MapTier.mayPause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks a shortcut after a change sees the change, whatever the interleaving. */
public class ShortcutInterleavingTest {
  /** More than there are: where fewer were seen, none is left. */
  private static final int EVERY = 20_000;

  /** Of the scenarios that have more interleavings than a build has time for. */
  private static final int FIRST = Integer.getInteger("interleavings", 500);

  @ParameterizedTest
  @ValueSource(strings = {"r|k", "r|a", "r|p"})
  void everyInterleaving(String scenario) {
    assertThat(Interleavings.explored(Sourced.class, scenario, EVERY)).isBetween(20, EVERY - 1);
    assertThat(Interleavings.explored(Asked.class, scenario, EVERY)).isBetween(20, EVERY - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rr|k", "rr|a", "rr|p", "r|kr", "r|r|k"})
  void theFirstInterleavings(String scenario) {
    assertThat(Interleavings.explored(Sourced.class, scenario, FIRST)).isPositive();
    assertThat(Interleavings.explored(Asked.class, scenario, FIRST)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"r|k", "r|a"})
  void findsWhatHasNoStamps(String scenario) {
    assertThatThrownBy(() -> Interleavings.explored(Unstamped.class, scenario, EVERY))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  /** A tier that holds one fresh entry, or else its source is asked. */
  public static class Sourced {
    private final AtomicInteger source = new AtomicInteger();
    private final Tier<Integer, Integer> tier;

    public Sourced() {
      this(new ShortcutTier<>(held(), 1));
    }

    Sourced(Tier<Integer, Integer> tier) {
      this.tier = tier;
    }

    static MapTier<Integer> held() {
      return SourcedRegion.holding(SourcedRegion.NOW.plus(Duration.ofHours(1)));
    }

    public int read() {
      Held<Integer> held = tier.get(SourcedRegion.KEY);
      return held == null ? source.get() : held.value();
    }

    public void writeAndInvalidate() {
      int unused = written();
      tier.remove(SourcedRegion.KEY);
    }

    public void writeAndInvalidateAll() {
      int unused = written();
      tier.clear();
    }

    public void writeAndPut() {
      boolean unused = tier.put(SourcedRegion.KEY, Held.of(written(), 0, 1, 1));
    }

    private int written() {
      int value = source.incrementAndGet();
      mayPause();
      return value;
    }
  }

  /** The same, and the entry was asked for. */
  public static final class Asked extends Sourced {
    public Asked() {
      int unused = read();
    }
  }

  /** Remembers what was found, even where it was removed since it was asked for. */
  public static final class Unstamped extends Sourced {
    public Unstamped() {
      super(new Remembering());
    }
  }

  private static final class Remembering extends MapTier<Integer> {
    private volatile @Nullable Held<Integer> last;

    Remembering() {
      put(SourcedRegion.KEY, SourcedRegion.first(SourcedRegion.NOW.plusMillis(1)));
    }

    @Override
    public @Nullable Held<Integer> get(Integer key) {
      Held<Integer> remembered = last;
      if (remembered != null) {
        return remembered;
      }
      Held<Integer> found = super.get(key);
      last = found;
      return found;
    }

    @Override
    public void remove(Integer key) {
      super.remove(key);
      last = null;
    }

    @Override
    public void clear() {
      super.clear();
      last = null;
    }
  }
}

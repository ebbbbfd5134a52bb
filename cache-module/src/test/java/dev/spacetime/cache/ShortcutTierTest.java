package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortcutTierTest {
  private static final long EVER = Long.MAX_VALUE;
  private static final Held<String> ONE = Held.of("one", 0, EVER, EVER);
  private static final Held<String> OTHER = Held.of("other", 0, EVER, EVER);

  private final Asked tier = new Asked();

  /** A tier that knows how often it was asked. */
  private static final class Asked implements Tier<Object, String> {
    private final Map<Object, Held<String>> entries = new HashMap<>();
    private int asked;
    private Runnable meanwhile = () -> {};

    @Override
    public @Nullable Held<String> get(Object key) {
      asked++;
      Held<String> held = entries.get(key);
      meanwhile.run();
      return held;
    }

    @Override
    public boolean put(Object key, Held<String> held) {
      entries.put(key, held);
      meanwhile.run();
      return true;
    }

    @Override
    public void remove(Object key) {
      entries.remove(key);
      meanwhile.run();
    }

    @Override
    public void forEachKey(Consumer<? super Object> action) {
      List.copyOf(entries.keySet()).forEach(action);
    }

    @Override
    public void clear() {
      entries.clear();
      meanwhile.run();
    }

    @Override
    public TierStatistics statistics() {
      return new TierStatistics(entries.size(), 7, 0, 0, 0);
    }
  }

  private ShortcutTier<Object, String> shortcut(long entriesMax) {
    return new ShortcutTier<>(tier, entriesMax);
  }

  private static void use(Tier<Object, String> tier, Object key, int times) {
    for (int time = 0; time < times; time++) {
      assertThat(tier.get(key)).isSameAs(ONE);
    }
  }

  @Test
  void asksOnceForSixteenUses() {
    ShortcutTier<Object, String> shortcut = shortcut(8);
    assertThat(shortcut.put("a", ONE)).isTrue();
    use(shortcut, "a", 1);
    assertThat(tier.asked).isEqualTo(1);
    use(shortcut, "a", 15);
    assertThat(tier.asked).isEqualTo(1);
    use(shortcut, "a", 1);
    assertThat(tier.asked).isEqualTo(2);
  }

  @Test
  void whatTheTierLetGoIsServedFifteenTimesMore() {
    ShortcutTier<Object, String> shortcut = shortcut(8);
    shortcut.put("a", ONE);
    use(shortcut, "a", 1);
    tier.entries.clear();
    use(shortcut, "a", 15);
    assertThat(shortcut.get("a")).isNull();
    assertThat(shortcut.get("a")).isNull();
    assertThat(tier.asked).isEqualTo(3);
  }

  @Test
  void noChangeIsMissed() {
    ShortcutTier<Object, String> shortcut = shortcut(8);
    shortcut.put("a", ONE);
    use(shortcut, "a", 2);
    shortcut.put("a", OTHER);
    assertThat(shortcut.get("a")).isSameAs(OTHER);
    assertThat(shortcut.get("a")).isSameAs(OTHER);
    shortcut.remove("a");
    assertThat(shortcut.get("a")).isNull();
    shortcut.put("a", ONE);
    use(shortcut, "a", 2);
    shortcut.clear();
    assertThat(shortcut.get("a")).isNull();
  }

  @Test
  void noPlaceSurvivesAScan() {
    ShortcutTier<Object, String> shortcut = shortcut(8);
    shortcut.put("a", ONE);
    use(shortcut, "a", 2);
    tier.entries.clear();
    shortcut.forEachKey(key -> assertThat(key).isNotEqualTo("a"));
    assertThat(shortcut.get("a")).isNull();
  }

  /** What was asked for before a change is not remembered after it. */
  @Test
  void aChangeMeanwhileIsNoticed() {
    ShortcutTier<Object, String> shortcut = shortcut(8);
    shortcut.put("a", ONE);
    tier.meanwhile =
        () -> {
          tier.meanwhile = () -> {};
          shortcut.remove("a");
        };
    use(shortcut, "a", 1);
    assertThat(shortcut.get("a")).isNull();
    shortcut.put("a", ONE);
    tier.meanwhile =
        () -> {
          tier.meanwhile = () -> {};
          shortcut.clear();
        };
    use(shortcut, "a", 1);
    assertThat(shortcut.get("a")).isNull();
  }

  /** While a change is under way, the tier is asked each time, and nothing is remembered. */
  @Test
  void noPlaceIsUsedWhileItChanges() {
    for (Runnable change : List.<Runnable>of(this::removal, this::clearing, this::storing)) {
      tier.asked = 0;
      change.run();
      assertThat(tier.asked).isEqualTo(3);
    }
  }

  private void removal() {
    ShortcutTier<Object, String> shortcut = filled();
    tier.meanwhile = () -> askTwice(shortcut);
    shortcut.remove("a");
  }

  private void clearing() {
    ShortcutTier<Object, String> shortcut = filled();
    tier.meanwhile = () -> askTwice(shortcut);
    shortcut.clear();
  }

  private void storing() {
    ShortcutTier<Object, String> shortcut = filled();
    tier.meanwhile = () -> askTwice(shortcut);
    shortcut.put("a", OTHER);
  }

  private ShortcutTier<Object, String> filled() {
    ShortcutTier<Object, String> shortcut = shortcut(8);
    shortcut.put("a", ONE);
    use(shortcut, "a", 2);
    return shortcut;
  }

  private void askTwice(ShortcutTier<Object, String> shortcut) {
    tier.meanwhile = () -> {};
    Held<String> now = tier.entries.get("a");
    assertThat(shortcut.get("a")).isSameAs(now);
    assertThat(shortcut.get("a")).isSameAs(now);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void keysOfOnePlaceAreKeptApart(long entriesMax) {
    ShortcutTier<Object, String> shortcut = shortcut(entriesMax);
    shortcut.put("a", ONE);
    shortcut.put("b", OTHER);
    for (int time = 0; time < 3; time++) {
      assertThat(shortcut.get("a")).isSameAs(ONE);
      assertThat(shortcut.get("b")).isSameAs(OTHER);
    }
    assertThat(shortcut.get("c")).isNull();
    assertThat(tier.asked).isEqualTo(7);
  }

  @Test
  void manyKeysHavePlacesOfTheirOwn() {
    ShortcutTier<Object, String> shortcut = shortcut(1 << 20);
    for (int key = 0; key < 1_000; key++) {
      shortcut.put(key, ONE);
    }
    for (int key = 0; key < 1_000; key++) {
      use(shortcut, key, 2);
    }
    assertThat(tier.asked).isEqualTo(1_000);
    assertThat(shortcut.statistics().sizeMax()).isEqualTo(7);
  }

  @Test
  void aKeyWithoutAHashIsTheTiers() {
    Object broken =
        new Object() {
          @Override
          public int hashCode() {
            throw new IllegalStateException("no hash");
          }
        };
    ShortcutTier<Object, String> shortcut =
        new ShortcutTier<>(
            new Tier<>() {
              @Override
              public Held<String> get(Object key) {
                return ONE;
              }

              @Override
              public boolean put(Object key, Held<String> held) {
                return true;
              }

              @Override
              public void remove(Object key) {}

              @Override
              public void forEachKey(Consumer<? super Object> action) {}

              @Override
              public void clear() {}

              @Override
              public TierStatistics statistics() {
                return TierStatistics.NONE;
              }
            },
            4);
    assertThat(shortcut.put(broken, ONE)).isTrue();
    use(shortcut, broken, 2);
    shortcut.remove(broken);
  }
}

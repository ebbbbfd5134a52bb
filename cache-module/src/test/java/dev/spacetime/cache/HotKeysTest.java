package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The most used keys are found with room for twice as many as are asked for. */
@Timeout(20)
class HotKeysTest {
  @Test
  void theMostUsedComeFirst() {
    HotKeys<String> hot = new HotKeys<>(2);
    use(hot, "once", 1);
    use(hot, "eight times", 8);
    use(hot, "four times", 4);
    assertThat(hot.hottest()).containsExactly("eight times", "four times");
  }

  @Test
  void usesAreCountedAtThePowersOfTwo() {
    HotKeys<String> hot = new HotKeys<>(3);
    use(hot, "127 times, counted 64", 127);
    use(hot, "64 times", 64);
    hot.hit("64 times", 1);
    use(hot, "once", 1);
    assertThat(hot.hottest()).containsExactly("64 times", "127 times, counted 64", "once");
  }

  @Test
  void aNewcomerTakesTheCountOfTheLeastUsed() {
    HotKeys<String> hot = new HotKeys<>(1);
    use(hot, "sixteen times", 16);
    use(hot, "eight times", 8);
    use(hot, "newcomer", 8);
    use(hot, "newcomer", 1);
    assertThat(hot.hottest()).as("8 of the one before, 8 and 1").containsExactly("newcomer");
  }

  @Test
  void aKeyThatIsUsedOftenIsNotPushedOutByKeysUsedOnce() {
    HotKeys<Integer> hot = new HotKeys<>(2);
    IntStream.rangeClosed(1, 64).forEach(hits -> hot.hit(-1, hits));
    IntStream.range(0, 50).forEach(key -> hot.hit(key, 1));
    IntStream.rangeClosed(1, 128).forEach(hits -> hot.hit(-2, hits));
    assertThat(hot.hottest()).containsExactly(-2, -1);
  }

  @Test
  void whatWasHotLongAgoMakesRoom() {
    HotKeys<String> hot = new HotKeys<>(2);
    use(hot, "long ago", 128);
    hot.age();
    hot.age();
    use(hot, "lately", 32);
    assertThat(hot.hottest()).as("32 each").containsExactlyInAnyOrder("long ago", "lately");
    hot.hit("lately", 1);
    assertThat(hot.hottest()).containsExactly("lately", "long ago");
    IntStream.range(0, 70).forEach(time -> hot.age());
    assertThat(hot.hottest()).as("a count never ends").hasSize(2);
    use(hot, "now", 2);
    assertThat(hot.hottest().get(0)).isEqualTo("now");
  }

  @Test
  void nothingIsLeftLocked() throws Exception {
    HotKeys<String> hot = new HotKeys<>(2);
    use(hot, "here", 1);
    hot.age();
    hot.hottest();
    Thread other = new Thread(() -> use(hot, "there", 2));
    other.start();
    other.join();
    assertThat(hot.hottest()).containsExactly("there", "here");
  }

  private static void use(HotKeys<String> hot, String key, int times) {
    IntStream.rangeClosed(1, times).forEach(hits -> hot.hit(key, hits));
  }
}

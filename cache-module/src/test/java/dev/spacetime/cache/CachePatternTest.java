package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachePatternTest {
  private static final Duration BUDGET = Duration.ofMillis(10);

  @Property(tries = 20_000)
  void matchesLikeTheDefinition(@ForAll("patterns") String pattern, @ForAll("keys") String key) {
    assertThat(CachePattern.matching(pattern).test(key))
        .as("%s on %s", pattern, key)
        .isEqualTo(defined(pattern, key));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars('a', 'b', '*').ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings().withChars('a', 'b').ofMaxLength(10);
  }

  @ParameterizedTest
  @CsvSource({
    "scenes/*, scenes/main.tscn, true",
    "scenes/*, scenes/, true",
    "scenes/*, scene/main.tscn, false",
    "*.tscn, a/b.tscn, true",
    "a*a, a, false",
    "a.c, abc, false",
    "'', '', true",
    "*, '', true",
  })
  void aStarIsTheOnlySpecialCharacter(String pattern, String key, boolean matches) {
    assertThat(CachePattern.matching(pattern).test(key)).isEqualTo(matches);
  }

  @Test
  void anAdversarialPatternIsQuick() {
    String key = "a".repeat(4_096);
    assertQuick("*a".repeat(500) + "*b", key);
    assertQuick("*" + "a".repeat(500) + "b*", key);
    assertQuick("*" + "a".repeat(250) + "b*" + "a".repeat(250) + "*", key);
    assertQuick("a*".repeat(512), key);
  }

  @Test
  void aPatternIsShort() {
    assertThat(CachePattern.matching("*".repeat(1_024)).test("key")).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CachePattern.matching("*".repeat(1_025)))
        .withMessage("A pattern has at most 1024 characters, not 1025");
  }

  /** The best of some runs: what the work costs, not what else the machine does. */
  private static void assertQuick(String pattern, String key) {
    Predicate<String> matching = CachePattern.matching(pattern);
    long bestNanos = Long.MAX_VALUE;
    for (int run = 0; run < 20; run++) {
      long startNanos = System.nanoTime();
      boolean unused = matching.test(key);
      bestNanos = Math.min(bestNanos, System.nanoTime() - startNanos);
    }
    assertThat(Duration.ofNanos(bestNanos)).isLessThan(BUDGET);
  }

  /** What a pattern means, without regard to cost. */
  private static boolean defined(String pattern, String key) {
    if (pattern.isEmpty()) {
      return key.isEmpty();
    }
    if (pattern.charAt(0) == '*') {
      return defined(pattern.substring(1), key)
          || (!key.isEmpty() && defined(pattern, key.substring(1)));
    }
    return !key.isEmpty()
        && key.charAt(0) == pattern.charAt(0)
        && defined(pattern.substring(1), key.substring(1));
  }
}

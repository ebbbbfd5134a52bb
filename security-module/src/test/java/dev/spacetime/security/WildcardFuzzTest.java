package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;

/** Both matchers decide as the definition does, and neither takes long. */
class WildcardFuzzTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * Of a pattern and of a path. What is longer costs time and finds nothing: {@code WildcardTest}
   * tries the longest that are taken.
   */
  private static final int LENGTH_MAX = 64;

  /**
   * For each pair of characters, by code that watches the coverage and is not compiled yet. Of the
   * longest pair, a matcher that goes back takes a multiple of it even when it is.
   */
  private static final long PAIR_NANOS_MAX = 10_000;

  private static final long FIXED_NANOS = 5_000_000;

  /** A pattern, a line's end, and a path. */
  @FuzzTest(maxDuration = "10s")
  @DictionaryFile(resourcePath = "WildcardFuzzTest.dict")
  void matchesAsDefined(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    String pattern = cut(end < 0 ? text : text.substring(0, end));
    String path = cut(text.substring(end + 1));
    boolean expected = WildcardModel.matches(pattern, path);
    assertThat(new Wildcard(pattern).matches(path)).isEqualTo(expected);
    assertThat(new CompiledWildcard(pattern).matches(path)).isEqualTo(expected);
    long budget = FIXED_NANOS + PAIR_NANOS_MAX * (pattern.length() + 1) * (path.length() + 1);
    assertQuick(() -> new Wildcard(pattern).matches(path), budget);
    assertQuick(() -> new CompiledWildcard(pattern).matches(path), budget);
  }

  // The best of some: the compiler's work and the machine's other work come in between.
  private static void assertQuick(Runnable work, long budgetNanos) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 20 && best > budgetNanos; i++) {
      long begin = THREADS.getCurrentThreadCpuTime();
      work.run();
      best = Math.min(best, THREADS.getCurrentThreadCpuTime() - begin);
    }
    assertThat(best).isLessThanOrEqualTo(budgetNanos);
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), LENGTH_MAX));
  }
}

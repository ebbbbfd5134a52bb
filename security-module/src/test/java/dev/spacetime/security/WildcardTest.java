package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
  private static final Duration LONG = Duration.ofMillis(10);

  @ParameterizedTest
  @CsvSource({
    "res://a.tscn, res://a.tscn, true",
    "res://a.tscn, res://b.tscn, false",
    "res://*.tscn, res://a.tscn, true",
    "res://*.tscn, res://x/a.tscn, false",
    "res://x/*/a.tscn, res://x/y/a.tscn, true",
    "res://x/*/a.tscn, res://x/y/z/a.tscn, false",
    "res://addons/**/*.tscn, res://addons/a.tscn, true",
    "res://addons/**/*.tscn, res://addons/x/y/a.tscn, true",
    "res://addons/**/*.tscn, res://addonsx/a.tscn, false",
    "**/.godot/**/*.tscn, res://.godot/a.tscn, true",
    "**/.godot/**/*.tscn, res://a/.godot/b/c.tscn, true",
    "**/.godot/**/*.tscn, res://a/x.godot/c.tscn, false",
    "res://levels/**, res://levels/a/b.tscn, true",
    "res://levels/**, res://level/a.tscn, false",
    "res://a*b*c.tscn, res://axxbyyc.tscn, true",
    "res://a*b*c.tscn, res://axxc.tscn, false",
    "*, res://a.tscn, false",
    "**, res://a/b.tscn, true",
    "**/b.tscn, b.tscn, true",
    "res://a/**/, res://a/b/, true",
    "res://a/**/b, res://a/b, true",
    "res://a/**/b, res://ab, false",
    "res://a**/b, res://a/x/b, true",
    "res://é*.tscn, res://éa.tscn, true",
    "res://😀/*, res://😀/a, true",
    "'', '', true",
    "'', a, false",
    "*, '', true"
  })
  void matchesAsDocumented(String pattern, String path, boolean matches) {
    assertThat(new Wildcard(pattern).matches(path)).isEqualTo(matches);
    assertThat(new CompiledWildcard(pattern).matches(path)).isEqualTo(matches);
  }

  @Property(tries = 20_000)
  void agreesWithTheModel(
      @ForAll @StringLength(max = 10) @Chars({'a', 'b', '/', '*'}) String pattern,
      @ForAll @StringLength(max = 10) @Chars({'a', 'b', '/'}) String path) {
    boolean expected = WildcardModel.matches(pattern, path);
    assertThat(new Wildcard(pattern).matches(path)).isEqualTo(expected);
    assertThat(new CompiledWildcard(pattern).matches(path)).isEqualTo(expected);
  }

  /** Patterns of several words, made by replacing parts of the path, so that most of them match. */
  @Property(tries = 5_000)
  void compiledAgreesOnLongPatterns(
      @ForAll @StringLength(min = 100, max = 250) @Chars({'a', 'b', '/'}) String path,
      @ForAll @Size(max = 6) List<@IntRange(max = 249) Integer> cuts,
      @ForAll("stars") String stars) {
    StringBuilder pattern = new StringBuilder(path);
    for (int cut : cuts) {
      int from = Math.min(cut, pattern.length());
      pattern.replace(from, Math.min(from + cut % 7, pattern.length()), stars);
    }
    assertThat(new CompiledWildcard(pattern.toString()).matches(path))
        .isEqualTo(new Wildcard(pattern.toString()).matches(path));
  }

  @Provide
  Arbitrary<String> stars() {
    return Arbitraries.of("*", "**", "**/", "/**/", "/*", "***", "/**/*", "c");
  }

  @Test
  void noPatternTakesLong() {
    String path = "res://" + "a/".repeat(120) + "b.tscn";
    for (String pattern :
        List.of(
            "**/".repeat(80) + "x.tscn",
            "*a".repeat(120) + "x",
            "**".repeat(120),
            "*".repeat(255))) {
      assertThat(BestTime.of(() -> new Wildcard(pattern).matches(path)))
          .as(pattern)
          .isLessThan(LONG);
      assertThat(BestTime.of(() -> new CompiledWildcard(pattern).matches(path)))
          .as(pattern)
          .isLessThan(LONG);
    }
  }
}

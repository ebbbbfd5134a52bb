package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
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
    "**, res://a/b.tscn, true"
  })
  void matchesAsDocumented(String pattern, String path, boolean matches) {
    assertThat(new Wildcard(pattern).matches(path)).isEqualTo(matches);
  }

  @Property(tries = 20_000)
  void agreesWithTheModel(
      @ForAll @StringLength(max = 10) @Chars({'a', 'b', '/', '*'}) String pattern,
      @ForAll @StringLength(max = 10) @Chars({'a', 'b', '/'}) String path) {
    assertThat(new Wildcard(pattern).matches(path)).isEqualTo(model(pattern, 0, path, 0));
  }

  /** The definition, by trying everything. */
  private static boolean model(String pattern, int at, String path, int from) {
    if (at == pattern.length()) {
      return from == path.length();
    }
    if (pattern.startsWith("**/", at) && (at == 0 || pattern.charAt(at - 1) == '/')) {
      return endsOfSegments(path, from).stream().anyMatch(end -> model(pattern, at + 3, path, end));
    }
    if (pattern.charAt(at) == '*') {
      boolean any = pattern.startsWith("**", at);
      for (int end = from; end <= path.length(); end++) {
        if (model(pattern, at + (any ? 2 : 1), path, end)) {
          return true;
        }
        if (!any && end < path.length() && path.charAt(end) == '/') {
          return false;
        }
      }
      return false;
    }
    return from < path.length()
        && path.charAt(from) == pattern.charAt(at)
        && model(pattern, at + 1, path, from + 1);
  }

  private static List<Integer> endsOfSegments(String path, int from) {
    List<Integer> ends = new ArrayList<>(List.of(from));
    for (int i = from; i < path.length(); i++) {
      if (path.charAt(i) == '/') {
        ends.add(i + 1);
      }
    }
    return ends;
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
      Assertions.assertTimeout(
          Duration.ofMillis(500), () -> new Wildcard(pattern).matches(path), pattern);
    }
  }
}

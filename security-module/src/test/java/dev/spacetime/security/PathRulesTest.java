package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.access.WhitelistRules;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.ApiException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plain and the indexed rules decide alike, down to the reason. */
class PathRulesTest {
  private static final List<String> SEGMENTS =
      List.of("a", "b", "addons", ".godot", "..", ".", "", "x y", "%2e%2e", "é", "a%b");

  private static final List<String> NAMES = List.of("a", "b", "ab", "addons");
  private static final List<String> PATTERNS =
      List.of("a", "b", "*", "**", "a*", "*b", "a**", "**b", "", "addons");

  private static WhitelistState state(WhitelistRules rules) {
    return new FixedWhitelist(rules);
  }

  /** Any number of cases: {@code -Djqwik.tries.default=1000000}. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void plainAndIndexedDecideAlike(
      @ForAll("rules") WhitelistRules rules, @ForAll("paths") String path) {
    assertThat(decision(new IndexedPathRules(state(rules)), path))
        .isEqualTo(decision(new PlainPathRules(state(rules)), path));
  }

  private static String decision(ScenePathRules rules, String path) {
    try {
      return rules.require(path).value();
    } catch (ApiException refused) {
      return refused.code() + " " + refused.getMessage();
    }
  }

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> strange =
        Combinators.combine(
                Arbitraries.of("res://", "res:/", "", "user://"),
                texts(SEGMENTS, 4),
                Arbitraries.of(".tscn", ".tres", "/c.tscn", ""))
            .as((scheme, path, suffix) -> scheme + path + suffix);
    Arbitrary<String> usual = texts(NAMES, 4).map(path -> "res://" + path + ".tscn");
    return Arbitraries.frequencyOf(Tuple.of(1, strange), Tuple.of(3, usual));
  }

  @Provide
  Arbitrary<WhitelistRules> rules() {
    Arbitrary<List<String>> scenes = paths().list().ofMaxSize(3);
    Arbitrary<List<String>> directories =
        texts(NAMES, 3)
            .map(path -> path.isEmpty() ? "res://" : "res://" + path + "/")
            .list()
            .ofMaxSize(3);
    Arbitrary<String> wildcard =
        Combinators.combine(
                Arbitraries.of("res://", "**", "**/", ""),
                texts(PATTERNS, 4),
                Arbitraries.of(".tscn", "*.tscn", "*", "/", "**", ""))
            .as((begin, middle, end) -> begin + middle + end);
    Arbitrary<List<String>> wildcards = wildcard.list().ofMaxSize(3);
    return Combinators.combine(
            scenes, directories, wildcards, wildcards, scenes, Arbitraries.of(true, false))
        .as(
            (exact, folders, patterns, black, blackExact, enabled) ->
                new WhitelistRules(
                    "test", exact, folders, patterns, black, blackExact, enabled, true, 24));
  }

  private static Arbitrary<String> texts(List<String> segments, int countMax) {
    return Arbitraries.of(segments)
        .list()
        .ofMaxSize(countMax)
        .map(parts -> String.join("/", parts));
  }

  @Test
  void anotherSnapshotCountsAtOnce() {
    FixedWhitelist whitelist = new FixedWhitelist(allowing("res://a/"));
    IndexedPathRules rules = new IndexedPathRules(whitelist);
    assertThat(rules.require("res://a/x.tscn").value()).isEqualTo("res://a/x.tscn");
    whitelist.replace(allowing("res://b/"));
    assertThatThrownBy(() -> rules.require("res://a/x.tscn")).isInstanceOf(ApiException.class);
    assertThat(rules.checks().total()).isEqualTo(2);
  }

  @Test
  void pathIsMadeCanonicalBeforeTheLists() {
    PlainPathRules rules = new PlainPathRules(state(allowing("res://a/")));
    assertThat(rules.require("res://a/.//x.tscn").value()).isEqualTo("res://a/x.tscn");
  }

  private static WhitelistRules allowing(String directory) {
    return new WhitelistRules(
        "test", List.of(), List.of(directory), List.of(), List.of(), List.of(), true, true, 256);
  }

  @ParameterizedTest
  @CsvSource({
    "res://a/x.tscn, ''",
    "res://a/x y.tscn, ''",
    "res://a/é%b100%.tscn, ''",
    "res://a/...tscn, ''",
    "res://a/..x/y..tscn, ''",
    "a/x.tscn, start with",
    "RES://a/x.tscn, start with",
    "'', start with",
    "res://a/x.tres, end with",
    "res://a/x.TSCN, end with",
    "res://a/.tscn/., end with",
    "res://a/../a/x.tscn, .. segment",
    "res://../x.tscn, .. segment",
    "res://a/%2e%2e/x.tscn, .. segment",
    "res://a/.%2E/x.tscn, .. segment",
    "res://a/%252e%252e/x.tscn, .. segment",
    "res://a/%25252e/x.tscn, .. segment",
    "res://a%2fx.tscn, .. segment",
    "res://a%5c..%5cx.tscn, .. segment",
    "res://a/%00.tscn, .. segment",
    "res://a/%0a.tscn, .. segment",
    "res://a/%c0%ae%c0%ae/x.tscn, .. segment",
    "res://a/%e0%80%ae/x.tscn, .. segment",
    "res://a/%f0%80%80%ae/x.tscn, .. segment",
    "res://a/%f8%80%80%80%ae/x.tscn, .. segment",
    "res://a/%FC%80%80%80%80%AE/x.tscn, .. segment",
    "res://a/%u002e/x.tscn, .. segment",
    "res://a\\..\\x.tscn, .. segment",
    "res://b/x.tscn, not on the whitelist",
    "res://ab/x.tscn, not on the whitelist"
  })
  void eachRuleHasItsReason(String path, String reason) {
    assertReason(path, reason);
  }

  @Test
  void whatNoTextFileShowsIsRefusedToo() {
    for (String hidden : List.of("\0", "\n", "\u007f", "\u0085", "\ud800", "\udc00")) {
      assertReason("res://a/" + hidden + ".tscn", ".. segment");
    }
    assertReason("res://a/\ud83d\ude00.tscn", "");
  }

  @Test
  void lengthIsCountedInCharactersAndComesFirst() {
    String smile = "\ud83d\ude00";
    assertReason("res://a/" + smile.repeat(243) + ".tscn", "");
    assertReason("res://a/" + smile.repeat(244) + ".tscn", "exceeds 256 characters");
    assertReason("x".repeat(257), "exceeds 256 characters");
  }

  @Test
  void blacklistWinsOverEveryList() {
    WhitelistRules rules =
        new WhitelistRules(
            "test",
            List.of("res://a/secret.tscn", "res://a/b/x.tscn"),
            List.of("res://"),
            List.of("**"),
            List.of("res://a/b/*"),
            List.of("res://a/secret.tscn"),
            true,
            true,
            256);
    for (String path :
        List.of("res://a/secret.tscn", "res://a//./secret.tscn", "res://a/b/x.tscn")) {
      for (ScenePathRules both : both(rules)) {
        assertThat(decision(both, path)).contains("on the blacklist");
      }
    }
  }

  private static List<ScenePathRules> both(WhitelistRules rules) {
    return List.of(new PlainPathRules(state(rules)), new IndexedPathRules(state(rules)));
  }

  private static void assertReason(String path, String reason) {
    for (ScenePathRules rules : both(allowing("res://a/"))) {
      if (reason.isEmpty()) {
        assertThat(decision(rules, path)).isEqualTo(path);
      } else {
        assertThat(decision(rules, path)).startsWith("FORBIDDEN The scene path").contains(reason);
      }
    }
  }

  @Test
  void manyRulesAreLookedUpQuickly() {
    List<String> wildcards =
        IntStream.range(0, 10_000).mapToObj(i -> "res://w" + i + "/**/*a*b*.tscn").toList();
    IndexedPathRules rules =
        new IndexedPathRules(
            state(
                new WhitelistRules(
                    "test", List.of(), List.of(), wildcards, wildcards, List.of(), true, true,
                    256)));
    String path = "res://v/" + "a/".repeat(100) + "b.tscn";
    assertThat(BestTime.of(() -> decision(rules, path))).isLessThan(Duration.ofMillis(100));
  }
}

package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.access.WhitelistRules;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.ApiException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The plain and the indexed rules decide alike, down to the reason. */
class PathRulesTest {
  private static final List<String> SEGMENTS =
      List.of("a", "b", "addons", ".godot", "..", ".", "", "x y", "%2e%2e", "é", "a%b");

  private static WhitelistState state(WhitelistRules rules) {
    return new FixedWhitelist(rules);
  }

  @Property(tries = 20_000)
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
    Arbitrary<String> middle =
        Arbitraries.of(SEGMENTS).list().ofMaxSize(4).map(parts -> String.join("/", parts));
    return Combinators.combine(
            Arbitraries.of("res://", "res:/", "", "user://"),
            middle,
            Arbitraries.of(".tscn", ".tres", "/c.tscn", ""))
        .as((scheme, path, suffix) -> scheme + path + suffix);
  }

  @Provide
  Arbitrary<WhitelistRules> rules() {
    Arbitrary<List<String>> scenes = paths().list().ofMaxSize(3);
    Arbitrary<List<String>> directories =
        Arbitraries.of("res://", "res://a/", "res://a/b/", "res://b/", "res://x y/")
            .list()
            .ofMaxSize(2);
    Arbitrary<List<String>> wildcards =
        Arbitraries.of("res://*.tscn", "res://a/**/*.tscn", "**/b.tscn", "**", "res://?*")
            .list()
            .ofMaxSize(2);
    return Combinators.combine(
            scenes, directories, wildcards, wildcards, scenes, Arbitraries.of(true, false))
        .as(
            (exact, folders, patterns, black, blackExact, enabled) ->
                new WhitelistRules(
                    "test", exact, folders, patterns, black, blackExact, enabled, true, 24));
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
}

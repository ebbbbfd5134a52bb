package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.spacetime.access.WhitelistRules;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.scene.ResourcePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is allowed is canonical, in the project and on the lists, by either set of rules. */
class PathRulesFuzzTest {
  private static final int LENGTH_MAX = 64;

  /** A path, and on each further line an entry of a list that its first character names. */
  @FuzzTest(maxDuration = "10s")
  @DictionaryFile(resourcePath = "PathRulesFuzzTest.dict")
  void decidesAlikeAndLetsNothingOut(byte[] input) {
    List<String> lines = new String(input, StandardCharsets.UTF_8).lines().toList();
    String text = lines.isEmpty() ? "" : lines.get(0);
    assertCanonical(text);
    WhitelistRules rules = rules(lines);
    ScenePathRules plain = new PlainPathRules(new FixedWhitelist(rules));
    ScenePathRules indexed = new IndexedPathRules(new FixedWhitelist(rules));
    assertThat(decision(indexed, text)).isEqualTo(decision(plain, text));
    allowed(plain, text).ifPresent(path -> assertAllowed(path, text, rules));
  }

  private static void assertCanonical(String text) {
    Optional<ResourcePath> parsed = ResourcePath.parse(text);
    parsed.ifPresent(PathRulesFuzzTest::assertInProject);
    parsed.ifPresent(path -> assertThat(ResourcePath.parse(path.value())).contains(path));
    assertInProject(ResourcePath.ROOT.resolve(text));
    assertInProject(new ResourcePath("res://a/b").resolve(text));
  }

  private static void assertInProject(ResourcePath path) {
    assertThat(path.value()).startsWith("res://").doesNotContain("\\", "\0");
    if (!path.relative().isEmpty()) {
      assertThat(path.relative().split("/", -1)).doesNotContain("", ".", "..");
    }
    assertThat(path.parent().value().length()).isLessThanOrEqualTo(path.value().length());
    assertThat(path.parent().resolve(path.fileName())).isEqualTo(path);
  }

  private static void assertAllowed(ResourcePath path, String text, WhitelistRules rules) {
    assertThat(path.value()).endsWith(".tscn");
    assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(LENGTH_MAX);
    assertThat(Decoders.readings(text)).noneMatch(Decoders::climbs);
    // Who sends the canonical form gets the same answer.
    assertThat(allowed(new PlainPathRules(new FixedWhitelist(rules)), path.value())).contains(path);
    assertThat(rules.blacklistExact()).doesNotContain(path.value());
    assertThat(rules.blacklistPatterns())
        .noneMatch(pattern -> WildcardModel.matches(pattern, path.value()));
    assertThat(!rules.enabled() || isListed(path.value(), rules)).isTrue();
  }

  private static boolean isListed(String path, WhitelistRules rules) {
    return rules.exactScenes().contains(path)
        || rules.directories().stream().anyMatch(path::startsWith)
        || rules.wildcards().stream().anyMatch(pattern -> WildcardModel.matches(pattern, path));
  }

  private static Optional<ResourcePath> allowed(ScenePathRules rules, String text) {
    try {
      return Optional.of(rules.require(text));
    } catch (ApiException refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN);
      return Optional.empty();
    }
  }

  private static String decision(ScenePathRules rules, String text) {
    try {
      return rules.require(text).value();
    } catch (ApiException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  private static WhitelistRules rules(List<String> lines) {
    return new WhitelistRules(
        "fuzzed",
        entries(lines, 's'),
        entries(lines, 'd').stream().filter(entry -> entry.endsWith("/")).toList(),
        entries(lines, 'w'),
        entries(lines, 'b'),
        entries(lines, 'x'),
        entries(lines, '-').isEmpty(),
        true,
        LENGTH_MAX);
  }

  private static List<String> entries(List<String> lines, char list) {
    List<String> entries = new ArrayList<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      if (line.indexOf(list) == 0) {
        entries.add(line.substring(1));
      }
    }
    return entries;
  }
}

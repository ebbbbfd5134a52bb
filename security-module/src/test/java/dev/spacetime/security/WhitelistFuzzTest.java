package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.spacetime.access.WhitelistFileException;
import dev.spacetime.access.WhitelistRules;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.Json;
import dev.spacetime.security.WhitelistDocument.Lists;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** A whitelist file is refused with a reason, or means the same when it is written down again. */
class WhitelistFuzzTest {
  @FuzzTest(maxDuration = "10s")
  @DictionaryFile(resourcePath = "WhitelistFuzzTest.dict")
  void readsAnyFile(byte[] json) {
    try {
      WhitelistDocument document = WhitelistDocument.parse(json);
      assertThat(WhitelistDocument.parse(Json.bytes(written(document)))).isEqualTo(document);
      document.environments().forEach((name, lists) -> assertInForce(rules(document, name, lists)));
    } catch (WhitelistFileException refused) {
      assertThat(String.valueOf(refused.getMessage()))
          .isNotBlank()
          .doesNotContainPattern("\\p{Cntrl}");
    }
    assertChangesReadBack(json);
  }

  private static Map<String, Object> written(WhitelistDocument document) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("environments", document.environments());
    document.defaultEnvironment().ifPresent(name -> file.put("default_environment", name));
    file.put(
        "blacklist",
        Map.of("exact", document.blacklistExact(), "patterns", document.blacklistPatterns()));
    file.put("validation_rules", Map.of("max_path_length", document.pathLengthMax()));
    file.put("whitelist_enabled", document.enabled());
    return file;
  }

  private static WhitelistRules rules(WhitelistDocument document, String name, Lists lists) {
    return new WhitelistRules(
        name,
        lists.scenes(),
        lists.directories(),
        lists.wildcards(),
        document.blacklistPatterns(),
        document.blacklistExact(),
        document.enabled(),
        true,
        document.pathLengthMax());
  }

  /** What is on a list of scenes is allowed unless it is on the blacklist, and so on. */
  private static void assertInForce(WhitelistRules rules) {
    ScenePathRules plain = new PlainPathRules(new FixedWhitelist(rules));
    ScenePathRules indexed = new IndexedPathRules(new FixedWhitelist(rules));
    for (ScenePathRules both : new ScenePathRules[] {plain, indexed}) {
      rules.exactScenes().forEach(scene -> assertAllowed(both, scene, rules));
      rules.directories().stream()
          .map(directory -> directory + "a.tscn")
          .filter(scene -> scene.length() <= rules.pathLengthMax())
          .forEach(scene -> assertAllowed(both, scene, rules));
      rules.blacklistExact().forEach(scene -> assertBlacklisted(both, scene));
    }
  }

  private static void assertAllowed(ScenePathRules rules, String scene, WhitelistRules lists) {
    boolean black =
        lists.blacklistExact().contains(scene)
            || lists.blacklistPatterns().stream()
                .anyMatch(pattern -> WildcardModel.matches(pattern, scene));
    if (black) {
      assertBlacklisted(rules, scene);
    } else {
      assertThat(rules.require(scene).value()).isEqualTo(scene);
    }
  }

  private static void assertBlacklisted(ScenePathRules rules, String scene) {
    assertThatThrownBy(() -> rules.require(scene))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("blacklist");
  }

  /** The file of the API's own changes. */
  private static void assertChangesReadBack(byte[] json) {
    WhitelistChanges changes;
    try {
      changes = Json.read(json, WhitelistChanges.class);
    } catch (JacksonException | IllegalArgumentException damaged) {
      return;
    }
    assertThat(Json.read(Json.prettyBytes(changes), WhitelistChanges.class)).isEqualTo(changes);
  }
}

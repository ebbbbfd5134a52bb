package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.access.WhitelistFileException;
import dev.spacetime.security.WhitelistDocument.Lists;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhitelistDocumentTest {
  private static WhitelistDocument parse(String json) {
    return WhitelistDocument.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /** A file with one environment and this beside it. */
  private static WhitelistDocument with(String members) {
    return parse("{\"environments\":{\"a\":{}}," + members + "}");
  }

  private static void assertRefused(String members, String reason) {
    assertThatThrownBy(() -> with(members))
        .isInstanceOf(WhitelistFileException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void everyMemberIsRead() {
    String json =
        """
        {"environments":
          {"live":
            {"scenes": ["res://a.tscn"], "directories": ["res://b/"], "wildcards": ["**/c/*"]},
           "test": {}},
         "default_environment": "test",
         "blacklist": {"exact": ["res://d.tscn"], "patterns": ["res://e/**"]},
         "validation_rules": {"max_path_length": 100},
         "whitelist_enabled": false}
        """;
    Lists live = new Lists(List.of("res://a.tscn"), List.of("res://b/"), List.of("**/c/*"));
    assertThat(parse(json))
        .isEqualTo(
            new WhitelistDocument(
                Map.of("live", live, "test", Lists.NONE),
                Optional.of("test"),
                List.of("res://d.tscn"),
                List.of("res://e/**"),
                false,
                100));
  }

  @Test
  void whatIsMissingHasADefault() {
    assertThat(parse("{\"environments\":{\"a\":{}}}"))
        .isEqualTo(
            new WhitelistDocument(
                Map.of("a", Lists.NONE),
                Optional.empty(),
                List.of(),
                WhitelistDocument.DEFAULT_BLACKLIST,
                true,
                256));
    assertThat(with("\"blacklist\":{\"patterns\":[]}").blacklistPatterns()).isEmpty();
    assertThat(with("\"whitelist_enabled\":true").enabled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, true", "4096, true", "0, false", "4097, false", "1.5, false", "null, false"})
  void lengthHasARange(String length, boolean fits) {
    String rules = "\"validation_rules\":{\"max_path_length\":" + length + "}";
    if (fits) {
      assertThat(with(rules).pathLengthMax()).isEqualTo(Integer.parseInt(length));
    } else {
      assertRefused(rules, "max_path_length must be a whole number from 1 to 4096");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"blacklist\":{\"exakt\":[]}' | unknown member \"blacklist.exakt\", did you mean exact?",
        "'\"validation_rules\":{\"x\":1}' | unknown member \"validation_rules.x\"",
        "'\"blacklists\":{}' | unknown member \"blacklists\", did you mean blacklist?",
        "'\"blacklist\":{\"exact\":\"res://a.tscn\"}' | blacklist.exact must be a list of strings",
        "'\"blacklist\":{\"exact\":[1]}' | blacklist.exact must be a list of strings",
        "'\"blacklist\":{\"exact\":[\"a\"]}' | blacklist.exact[0] must be a canonical path",
        "'\"blacklist\":{\"patterns\":[\"**\",\"*\"]}' | blacklist.patterns[1] must be at most 256"
      })
  void everyMistakeIsNamed(String members, String reason) {
    assertRefused(members, reason);
  }

  @Test
  void mistakesOfAnEnvironmentNameIt() {
    assertThatThrownBy(
            () ->
                parse(
                    "{\"environments\":{\"a\":{\"scenes\":[\"x\"],\"directories\":[\"res://b\"],"
                        + "\"wildcards\":[\"c\"],\"scene\":[]},\"b\":1}}"))
        .hasMessageContaining("environments.a.scenes[0] must be")
        .hasMessageContaining("environments.a.directories[0] must be")
        .hasMessageContaining("environments.a.wildcards[0] must be")
        .hasMessageContaining("unknown member \"environments.a.scene\", did you mean scenes?")
        .hasMessageContaining("environments.b must be an object");
    for (String none : List.of("{}", "[]", "{\"environments\":{}}", "{\"environments\":[1]}")) {
      assertThatThrownBy(() -> parse(none)).isInstanceOf(WhitelistFileException.class);
    }
  }

  @Test
  void environmentsHaveVisibleNames() {
    assertThatThrownBy(() -> parse("{\"environments\":{\"a\\n\":{\"scenes\":[\"x\"]}}}"))
        .hasMessageContaining("environments.a\\u000a must have a name of visible characters")
        .hasMessageContaining("environments.a\\u000a.scenes[0] must be");
    assertThat(parse("{\"environments\":{\"\u00e9 \":{}}}").environments()).containsKey("\u00e9 ");
  }

  @Test
  void nameBeyondTheBoundIsAReasonToo() {
    assertRefused("\"" + "a".repeat(10_000) + "\":1", "it must be one JSON object in UTF-8");
  }

  @Test
  void longAndStrangeEntriesAreShownInPart() {
    String exact = "\"blacklist\":{\"exact\":[\"%s\"]}";
    assertRefused(String.format(exact, "a".repeat(80)), "not \"" + "a".repeat(80) + "\"");
    assertRefused(String.format(exact, "a".repeat(81)), "not \"" + "a".repeat(80) + "...\"");
    assertRefused(String.format(exact, "a\\n\\u001b"), "not \"a??\"");
  }

  @Test
  void onlySomeOfManyMistakesAreTold() {
    String twenty = "1,".repeat(20).replace("1", "\"x\"");
    assertThatThrownBy(() -> with("\"blacklist\":{\"exact\":[" + twenty + "\"x\",\"x\"]}"))
        .hasMessageContaining("exact[19]")
        .hasMessageNotContaining("exact[20]")
        .hasMessageEndingWith("; and 2 more");
    assertThatThrownBy(
            () -> with("\"blacklist\":{\"exact\":[" + twenty.replaceAll(",$", "") + "]}"))
        .hasMessageNotContaining("more");
  }

  @Test
  void listsHaveAnEnd() {
    String entries = "\"res://a.tscn\",".repeat(WhitelistEntries.COUNT_MAX);
    String most = entries.substring(0, entries.length() - 1);
    assertThat(with("\"blacklist\":{\"exact\":[" + most + "]}").blacklistExact()).hasSize(10_000);
    assertRefused(
        "\"blacklist\":{\"exact\":[" + entries + "\"res://a.tscn\"]}",
        "blacklist.exact must have at most 10000 entries");
  }
}

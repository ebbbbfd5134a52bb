package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.access.UnknownEnvironmentException;
import dev.spacetime.access.WhitelistFileException;
import dev.spacetime.access.WhitelistRules;
import dev.spacetime.api.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhitelistStoreTest {
  private static final String TWO_ENVIRONMENTS =
      """
      {"environments":{"a":{"scenes":["res://a.tscn"]},"b":{"directories":["res://b/"]}}}
      """;

  @TempDir Path folder;

  private WhitelistStore open(String json, String... environment) throws IOException {
    Path file = folder.resolve("rules.json");
    Files.writeString(file, json);
    return WhitelistStore.open(
        folder, Optional.of(file), List.of(environment).stream().findFirst());
  }

  private WhitelistStore openWithoutFile() {
    return WhitelistStore.open(folder, Optional.empty(), Optional.empty());
  }

  @Test
  void withoutFileTheProjectIsAllowed() {
    WhitelistRules rules = openWithoutFile().rules();
    assertThat(rules.directories()).containsExactly("res://");
    assertThat(rules.blacklistPatterns())
        .containsExactly("res://addons/**/*.tscn", "**/.godot/**/*.tscn");
    assertThat(rules.configLoaded()).isFalse();
  }

  @Test
  void changesSurviveAndTheFileIsNotWritten() throws IOException {
    WhitelistStore store = open(TWO_ENVIRONMENTS);
    assertThat(store.addScene("res://./x.tscn")).isTrue();
    assertThat(store.addScene("res://x.tscn")).isFalse();
    assertThat(store.addDirectory("res://d/")).isTrue();
    assertThat(store.addDirectory("res://d/")).isFalse();
    assertThat(store.addWildcard("res://w/*.tscn")).isTrue();
    assertThat(store.addWildcard("res://w/*.tscn")).isFalse();
    WhitelistRules again = open(TWO_ENVIRONMENTS).rules();
    assertThat(again).isEqualTo(store.rules());
    assertThat(again.exactScenes()).containsExactly("res://a.tscn", "res://x.tscn");
    assertThat(Files.readString(folder.resolve("rules.json"))).isEqualTo(TWO_ENVIRONMENTS);
  }

  @Test
  void chosenEnvironmentWinsOverTheFlag() throws IOException {
    WhitelistStore store = open(TWO_ENVIRONMENTS, "b");
    assertThat(store.rules().environment()).isEqualTo("b");
    store.selectEnvironment("a");
    assertThat(open(TWO_ENVIRONMENTS, "b").rules().environment()).isEqualTo("a");
    assertThatThrownBy(() -> store.selectEnvironment("c"))
        .isInstanceOf(UnknownEnvironmentException.class)
        .hasMessageContaining("known are a, b");
    assertThat(open(TWO_ENVIRONMENTS.replace("\"a\"", "\"z\""), "b").rules().environment())
        .isEqualTo("b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | malformed at line 1, column 2",
        "{\"environments\":{\"a\":{},\"a\":{}}} | malformed at line 1, column",
        "{\"environments\":{\"a\":{}}} x | malformed at line 1, column",
        "[] | must be one JSON object",
        "{} | at least one environment",
        "{\"environments\":{\"a\":[]}} | environments.a must be an object",
        "{\"environment\":{}} | did you mean environments?",
        "{\"environments\":{\"a\":{\"scenes\":[1]}}} | environments.a.scenes must be a list",
        "{\"environments\":{\"a\":{\"scenes\":{\"b\":\"c\"}}}} | environments.a.scenes must be a list",
        "{\"environments\":{\"a\":{\"scenes\":[\"res://a.tscn\",\"a\"]}}} | a.scenes[1] must be a canon",
        "{\"environments\":{\"a\":{\"scenes\":[\"res://a//b.tscn\"]}}} | not \"res://a//b.tscn\"",
        "{\"environments\":{\"a\":{\"directories\":[\"res://d\"]}}} | not \"res://d\"",
        "{\"environments\":{\"a\":{\"wildcards\":[\"a/*.tscn\"]}}} | wildcards[0] must be",
        "{\"environments\":{\"a\":{\"wildcards\":[\"\"]}}} | wildcards[0] must be",
        "{\"environments\":{\"a\":{}},\"blacklist\":{\"exact\":[\"res://./a.tscn\"]}} | blacklist.exact[0]",
        "{\"environments\":{\"a\":{}},\"blacklist\":{\"patterns\":[\"res:/*\"]}} | blacklist.patterns[0]",
        "{\"environments\":{\"a\":{}},\"blacklist\":[]} | blacklist must be an object",
        "{\"environments\":{\"prod\":{}},\"default_environment\":\"prd\"} | did you mean prod?",
        "{\"environments\":{\"a\":{}},\"default_environment\":1} | must be one of environments",
        "{\"environments\":{\"a\":{}},\"blacklist\":{\"paterns\":[]}} | did you mean patterns?",
        "{\"environments\":{\"a\":{}},\"whitelist_enabled\":1} | must be true or false",
        "{\"environments\":{\"a\":{}},\"validation_rules\":{\"max_path_length\":0}} | from 1 to 4096"
      })
  void wrongFileIsExplained(String json, String reason) {
    assertThatThrownBy(() -> open(json))
        .isInstanceOf(WhitelistFileException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void everythingWrongIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                open(
                    """
                    {"environments":{"a":{"scens":[],"directories":["d\\n"]}},
                     "whitelist_enabled":"yes"}
                    """))
        .hasMessageContaining("unknown member \"environments.a.scens\", did you mean scenes?")
        .hasMessageContaining("not \"d?\"")
        .hasMessageContaining("whitelist_enabled must be true or false");
  }

  @Test
  void endlessProblemsAreCounted() {
    String entries = "\"x\",".repeat(100) + "\"x\"";
    assertThatThrownBy(() -> open("{\"environments\":{\"a\":{\"scenes\":[" + entries + "]}}}"))
        .hasMessageContaining("scenes[19]")
        .hasMessageEndingWith("; and 81 more");
  }

  @Test
  void malformedPlaceIsNamedByLine() {
    assertThatThrownBy(() -> open("{\n  \"environments\": {\n    oops"))
        .hasMessageContaining("line 3, column 5");
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Path file = folder.resolve("rules.json");
    Files.write(file, TWO_ENVIRONMENTS.getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> WhitelistStore.open(folder, Optional.of(file), Optional.empty()))
        .hasMessageContaining("UTF-8");
  }

  @Test
  void fileWithoutBlacklistHasTheDefaultOne() throws IOException {
    assertThat(open(TWO_ENVIRONMENTS).rules().blacklistPatterns())
        .isEqualTo(WhitelistDocument.DEFAULT_BLACKLIST);
    String emptied = TWO_ENVIRONMENTS.strip().replaceAll("}$", ",\"blacklist\":{\"patterns\":[]}}");
    assertThat(open(emptied).rules().blacklistPatterns()).isEmpty();
  }

  @Test
  void whatTheFileTookOverIsListedOnce() throws IOException {
    open(TWO_ENVIRONMENTS).addScene("res://x.tscn");
    String taken = TWO_ENVIRONMENTS.replace("res://a.tscn", "res://x.tscn");
    assertThat(open(taken).rules().exactScenes()).containsExactly("res://x.tscn");
  }

  @Test
  void reloadReadsBothFiles() throws IOException {
    WhitelistStore store = open(TWO_ENVIRONMENTS);
    store.addScene("res://x.tscn");
    Files.delete(folder.resolve("whitelist.json"));
    Files.writeString(
        folder.resolve("rules.json"), TWO_ENVIRONMENTS.replace("res://a.tscn", "res://c.tscn"));
    store.reload();
    assertThat(store.rules().exactScenes()).containsExactly("res://c.tscn");
  }

  @Test
  void lostEnvironmentGivesWayToTheDefault() throws IOException {
    open(TWO_ENVIRONMENTS).selectEnvironment("b");
    String renamed =
        """
        {"environments":{"x":{},"y":{}},"default_environment":"y"}
        """;
    assertThat(open(renamed).rules().environment()).isEqualTo("y");
    assertThat(open(renamed, "x").rules().environment()).isEqualTo("x");
    assertThatThrownBy(() -> open(renamed, "z"))
        .isInstanceOf(WhitelistFileException.class)
        .hasMessageContaining("known are x, y");
  }

  @Test
  void additionsBelongToTheirEnvironment() throws IOException {
    WhitelistStore store = open(TWO_ENVIRONMENTS);
    store.addScene("res://x.tscn");
    store.selectEnvironment("b");
    assertThat(store.rules().exactScenes()).isEmpty();
    store.selectEnvironment("a");
    assertThat(store.rules().exactScenes()).contains("res://x.tscn");
  }

  @Test
  void fullListTakesNoMore() throws IOException {
    String full =
        IntStream.range(0, WhitelistEntries.COUNT_MAX)
            .mapToObj(i -> "\"res://" + i + ".tscn\"")
            .collect(Collectors.joining(","));
    WhitelistStore store = open("{\"environments\":{\"a\":{\"scenes\":[" + full + "]}}}");
    assertThatThrownBy(() -> store.addScene("res://x.tscn"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("10000");
    assertThat(store.addScene("res://7.tscn")).isFalse();
    assertThat(store.addWildcard("res://x/*")).isTrue();
    assertThatThrownBy(
            () -> open("{\"environments\":{\"a\":{\"scenes\":[" + full + ",\"res://x.tscn\"]}}}"))
        .hasMessageContaining("at most 10000 entries");
  }

  @Test
  void failedStoreChangesNothing() throws IOException {
    WhitelistStore store = openWithoutFile();
    WhitelistRules before = store.rules();
    // Nothing can be renamed onto a folder that holds something.
    Files.createDirectories(folder.resolve("whitelist.json/in-the-way"));
    assertThatThrownBy(() -> store.addScene("res://x.tscn"))
        .isInstanceOf(ApiException.class)
        .hasMessage("The whitelist can't be written to the disk now; nothing was changed");
    assertThat(store.rules()).isSameAs(before);
  }

  @Test
  void changesAreForTheirOwnerOnly() throws IOException {
    openWithoutFile().addScene("res://x.tscn");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("whitelist.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void brokenReloadKeepsTheRules() throws IOException {
    WhitelistStore store = open(TWO_ENVIRONMENTS);
    WhitelistRules before = store.rules();
    Files.writeString(folder.resolve("rules.json"), "{");
    assertThatThrownBy(store::reload).isInstanceOf(WhitelistFileException.class);
    assertThat(store.rules()).isSameAs(before);
    Files.delete(folder.resolve("rules.json"));
    assertThatThrownBy(store::reload).hasMessageContaining("does not exist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "res://d",
        "d/",
        "res://../",
        "res://a/../b/",
        "res://a//",
        "res://%2e%2e/",
        "res:///",
        "res://./",
        ""
      })
  void wrongDirectoriesAreRefused(String directory) {
    WhitelistStore store = openWithoutFile();
    assertThatThrownBy(() -> store.addDirectory(directory)).isInstanceOf(ApiException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a/*.tscn",
        "*.tscn",
        "res:/*",
        "res:/**",
        "res://../*",
        "res://a//*",
        "res://./*",
        "res://a\\*",
        "user://*"
      })
  void patternsThatMatchNothingAreRefused(String pattern) {
    WhitelistStore store = openWithoutFile();
    assertThatThrownBy(() -> store.addWildcard(pattern)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> store.addWildcard("**".repeat(129))).isInstanceOf(ApiException.class);
  }

  @Test
  void changesAtOnceAreAllKept() throws Exception {
    WhitelistStore store = openWithoutFile();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String directory = "res://d" + i % 20 + "/";
        running.add(pool.submit(() -> store.addDirectory(directory)));
      }
      for (Future<?> one : running) {
        one.get(30, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(store.rules().directories()).hasSize(21).doesNotHaveDuplicates();
    assertThat(openWithoutFile().rules()).isEqualTo(store.rules());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "{\"environment\":",
        "{\"environments\":{\"a\":null}}",
        "{\"environments\":{\"a\":{\"scenes\":[null],\"directories\":[],\"wildcards\":[]}}}"
      })
  void damagedChangesAreRefusedNotDropped(String content) throws IOException {
    Files.writeString(folder.resolve("whitelist.json"), content);
    assertThatThrownBy(this::openWithoutFile)
        .isInstanceOf(WhitelistFileException.class)
        .hasMessageContaining("damaged")
        .hasMessageNotContaining(folder.toString());
  }
}

package dev.spacetime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.access.UnknownEnvironmentException;
import dev.spacetime.access.WhitelistFileException;
import dev.spacetime.access.WhitelistRules;
import dev.spacetime.api.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
    assertThat(store.addWildcard("res://w/*.tscn")).isTrue();
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
        "{ | must be one JSON object",
        "[] | must be one JSON object",
        "{} | at least one environment",
        "{\"environments\":{\"a\":[]}} | environments.a must be an object",
        "{\"environment\":{}} | did you mean environments?",
        "{\"environments\":{\"a\":{\"scenes\":[1]}}} | environments.a.scenes must be a list",
        "{\"environments\":{\"a\":{\"directories\":[\"res://d\"]}}} | res://d must end in /",
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
      strings = {"res://d", "d/", "res://../", "res://a/../b/", "res://a//", "res://%2e%2e/"})
  void wrongDirectoriesAreRefused(String directory) {
    WhitelistStore store = openWithoutFile();
    assertThatThrownBy(() -> store.addDirectory(directory)).isInstanceOf(ApiException.class);
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

  @Test
  void damagedChangesAreRefusedNotDropped() throws IOException {
    Files.writeString(folder.resolve("whitelist.json"), "{\"environment\":");
    assertThatThrownBy(this::openWithoutFile)
        .isInstanceOf(WhitelistFileException.class)
        .hasMessageContaining("damaged");
  }
}

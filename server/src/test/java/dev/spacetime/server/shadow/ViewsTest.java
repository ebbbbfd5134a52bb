package dev.spacetime.server.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.access.WhitelistRules;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.scene.ProblemCode;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneInfo;
import dev.spacetime.scene.SceneProblem;
import dev.spacetime.scene.SceneReport;
import dev.spacetime.session.DetachedSession;
import dev.spacetime.session.SceneSession;
import dev.spacetime.session.SessionState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to a view follows the rules of the live state, and nobody sees it there. */
class ViewsTest {
  private static final int ROUNDS = 40;
  private static final int CHANGES = 8;

  @TempDir Path folder;

  private static final List<String> TEXTS =
      List.of(
          "res://main.tscn",
          "res://./levels/one.tscn",
          "res://levels/",
          "res://",
          "**/x/*.tscn",
          "res://levels/*.tscn",
          "a",
          "b",
          "c",
          "",
          "res://../up.tscn",
          "*/none.tscn");

  /** A change, and what it answered or why it was refused. */
  private static String made(WhitelistState whitelist, Random random) {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    try {
      return switch (random.nextInt(5)) {
        case 0 -> "scene " + whitelist.addScene(text);
        case 1 -> "directory " + whitelist.addDirectory(text);
        case 2 -> "wildcard " + whitelist.addWildcard(text);
        case 3 -> {
          whitelist.selectEnvironment(text);
          yield "environment";
        }
        default -> {
          whitelist.reload();
          yield "reload";
        }
      };
    } catch (RuntimeException refused) {
      return refused.toString();
    }
  }

  private static String made(SceneSession session, Random random) {
    ResourcePath scene = new ResourcePath("res://s" + random.nextInt(3) + ".tscn");
    int kind = random.nextInt(3);
    try {
      return "" + session.load(scene, path -> report(kind)).join().valid();
    } catch (CompletionException failed) {
      return String.valueOf(failed.getCause());
    }
  }

  private static SceneReport report(int kind) {
    if (kind == 0) {
      throw new IllegalStateException("planted");
    }
    boolean sound = kind == 1;
    SceneProblem error =
        new SceneProblem(ProblemCode.SYNTAX, "planted", new ResourcePath("res://s.tscn"), 1, 1);
    return new SceneReport(
        sound,
        sound,
        sound ? List.of() : List.of(error),
        List.of(),
        new SceneInfo(1, "Node", "Root"),
        Set.of());
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.relativize(path).toString(),
            new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  @Test
  void changesOfAViewAreThoseOfTheLiveStateAndStayInIt() throws Exception {
    try (ShadowWorld world = new ShadowWorld(folder)) {
      long changed = 0;
      for (int seed = 0; seed < ROUNDS; seed++) {
        WhitelistState.Snapshot moment = world.whitelist.snapshot();
        WhitelistState view = moment.detached();
        WhitelistRules before = world.whitelist.rules();
        Map<String, String> files = files();
        List<String> there = answers(seed, random -> made(view, random));
        assertThat(world.whitelist.rules()).isSameAs(before);
        assertThat(moment.rules()).isSameAs(before);
        assertThat(files()).isEqualTo(files);
        List<String> here = answers(seed, random -> made(world.whitelist, random));
        assertThat(here).as("seed %d", seed).isEqualTo(there);
        assertThat(world.whitelist.rules()).as("seed %d", seed).isEqualTo(view.rules());
        changed += files().equals(files) ? 0 : 1;
      }
      System.out.printf(
          "whitelist views: %d rounds, the live files changed in %d%n", ROUNDS, changed);
      assertThat(changed).isPositive();
    }
  }

  @Test
  void loadsOfAViewAreThoseOfTheLiveSessionAndStayInIt() throws Exception {
    try (ShadowWorld world = new ShadowWorld(folder)) {
      DetachedSession view =
          new DetachedSession(world.session.state(), world.live.clock(), () -> 0L);
      for (int seed = 0; seed < ROUNDS; seed++) {
        SessionState before = world.session.state();
        Map<String, String> files = files();
        view.startFrom(before);
        List<String> there = answers(seed, random -> made(view, random));
        assertThat(world.session.state()).isSameAs(before);
        assertThat(files()).isEqualTo(files);
        List<String> here = answers(seed, random -> made(world.session, random));
        assertThat(here).as("seed %d", seed).isEqualTo(there);
        assertThat(world.session.current()).as("seed %d", seed).isEqualTo(view.current());
        assertThat(timeless(world.session)).as("seed %d", seed).isEqualTo(timeless(view));
        assertThat(files()).isNotEqualTo(files);
      }
    }
  }

  private static List<String> timeless(SceneSession session) {
    return session.history().loads().stream()
        .map(load -> load.path() + " " + load.rootName() + " " + load.error() + load.loadedAt())
        .toList();
  }

  private interface Change {
    String make(Random random);
  }

  private static List<String> answers(int seed, Change change) {
    Random random = new Random(seed);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      answers.add(change.make(random));
    }
    return answers;
  }

  @Test
  void viewReadsTheOperatorsFileAgain() throws Exception {
    try (ShadowWorld world = new ShadowWorld(folder)) {
      WhitelistRules before = world.whitelist.rules();
      WhitelistState view = world.whitelist.snapshot().detached();
      assertThat(view.addScene("res://kept.tscn")).isTrue();
      Files.writeString(
          folder.resolve("rules.json"),
          "{\"environments\":{\"a\":{\"scenes\":[\"res://n.tscn\"]}}}");
      view.reload();
      assertThat(view.rules().exactScenes()).containsExactly("res://n.tscn", "res://kept.tscn");
      assertThat(world.whitelist.rules()).isSameAs(before);
    }
  }
}

package dev.spacetime.optimized;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.scene.ResourcePath;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to the files, a listing from the index is that of a walk, byte for byte. */
class SceneListsPropertyTest {
  private static final Duration GIVEN_UP = Duration.ofSeconds(30);

  private static final List<String> QUERIES =
      List.of(
          "",
          "include_addons=true",
          "limit=2",
          "dir=res://a",
          "dir=res://a&include_addons=true&limit=1",
          "dir=res://a/addons",
          "dir=res://.h",
          // After res://a/s.tscn, which may or may not be there.
          "cursor=cmVzOi8vYS9zLnRzY24",
          "dir=res://a&limit=1&cursor=cmVzOi8vYS9zLnRzY24",
          "dir=res://b&cursor=cmVzOi8vYS9zLnRzY24");

  /** Names that sort around the slash, hidden ones, and such beyond the basic plane. */
  private static final List<String> NAMES =
      Stream.of(
              "a",
              "b",
              "addons",
              ".h",
              "s.tscn",
              "a.tscn",
              "a b.tscn",
              ".x.tscn",
              "n.txt",
              "\u00e9.tscn",
              "\ufb00.tscn",
              "\ud83d\ude00.tscn")
          .filter(Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder()::canEncode)
          .toList();

  @Provide
  Arbitrary<List<FileChange>> changes() {
    Arbitrary<String> path =
        Arbitraries.of(NAMES)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(names -> String.join("/", names));
    return Combinators.combine(
            Arbitraries.of(FileChange.Kind.class),
            path,
            path,
            Arbitraries.integers().between(0, 99))
        .as(FileChange::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(60);
  }

  @Property(tries = 100)
  void theIndexFollowsChangesThatItIsToldOf(@ForAll("changes") List<FileChange> changes)
      throws IOException {
    Path folder = Files.createTempDirectory("index");
    SceneProject project = SceneProject.in(folder);
    try (SceneStore store = project.open()) {
      for (FileChange change : changes) {
        for (String named : change.apply(project.files().root())) {
          store.changed(new ResourcePath("res://" + named));
        }
        for (String query : QUERIES) {
          assertThat(listed(store, query))
              .as("%s after %s", query, change)
              .isEqualTo(walked(project, query));
        }
      }
      assertThat(SceneProject.misses(store, "scenes")).as("walks").isEqualTo(1);
    } finally {
      FileChange.remove(folder);
    }
  }

  @Property(tries = 20)
  void theIndexFollowsChangesThatItsWatcherHears(@ForAll("changes") List<FileChange> changes)
      throws IOException {
    Path folder = Files.createTempDirectory("index");
    SceneProject project = SceneProject.in(folder);
    try (SceneStore store = project.open();
        SceneWatcher watcher = SceneWatcher.start(project.files().root(), store)) {
      for (FileChange change : changes) {
        List<String> unused = change.apply(project.files().root());
        listed(store, "");
      }
      for (String query : QUERIES) {
        long begin = System.nanoTime();
        while (!listed(store, query).equals(walked(project, query))) {
          assertThat(System.nanoTime() - begin)
              .as("%s: %s, not %s", query, listed(store, query), walked(project, query))
              .isLessThan(GIVEN_UP.toNanos());
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
      }
      // A folder that is gone before it is watched makes it begin anew.
      long begin = System.nanoTime();
      while (!watcher.freshness().equals("watching")) {
        assertThat(System.nanoTime() - begin).isLessThan(GIVEN_UP.toNanos());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    } finally {
      FileChange.remove(folder);
    }
  }

  private static String listed(SceneStore store, String query) {
    try {
      return SceneProject.text(store.lists().page(ScenesQuery.from(query)).body());
    } catch (ApiException absent) {
      return absent.answer().status() + "";
    }
  }

  private static String walked(SceneProject project, String query) {
    return project.files().directoryExists(ScenesQuery.from(query).directory())
        ? project.walked(query)
        : "404";
  }
}

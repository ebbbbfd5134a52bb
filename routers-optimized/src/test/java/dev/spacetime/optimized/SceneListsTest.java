package dev.spacetime.optimized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.CacheInvalidation;
import dev.spacetime.api.HeldAnswer;
import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.scene.ResourcePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change does to the listings, and what it does not. */
@SuppressWarnings("NullAway.Init") // Filled before each test.
class SceneListsTest {
  private static final int MANY = 10_000;

  @TempDir Path folder;
  private SceneProject project;
  private SceneStore store;

  @BeforeEach
  void makeProject() throws IOException {
    project = SceneProject.in(folder);
    project.write("a/one.tscn", "1");
    project.write("b/two.tscn", "2");
    store = project.open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aChangeDropsThePagesThatShowItAndNoOther() {
    followed();
    List.of("", "dir=res://a", "dir=res://b").forEach(this::page);
    project.write("a/one.tscn", "longer");
    changed("res://a/one.tscn");
    assertThat(held("")).isEmpty();
    assertThat(held("dir=res://a")).isEmpty();
    assertThat(held("dir=res://b")).isPresent();
    assertThat(page("dir=res://a"))
        .contains("\"size_bytes\":6")
        .isEqualTo(project.walked("dir=res://a"));
    assertThat(walks()).isEqualTo(1);
  }

  @Test
  void whatShowsInNoListingDropsNothing() {
    followed();
    page("");
    project.write("a/picture.png", "x");
    changed("res://a/picture.png");
    project.write(".godot/cache.tscn", "x");
    changed("res://.godot/cache.tscn");
    changed("res://b/two.tscn");
    assertThat(held("")).isPresent();
  }

  @Test
  void foldersWithoutScenesComeAndGo() throws IOException {
    followed();
    assertThatThrownBy(() -> page("dir=res://c")).isInstanceOf(ApiException.class);
    Files.createDirectories(project.file("c"));
    changed("res://c");
    assertThat(page("dir=res://c")).contains("\"count\":0");
    changed("res://a/one.tscn");
    assertThat(held("dir=res://c")).isPresent();
    Files.delete(project.file("c"));
    changed("res://c");
    assertThat(held("dir=res://c")).isEmpty();
    assertThatThrownBy(() -> page("dir=res://c")).isInstanceOf(ApiException.class);
  }

  @Test
  void linksShowTheFilesThatTheyLeadTo() throws IOException {
    Files.createSymbolicLink(project.file("link.tscn"), Path.of("b/two.tscn"));
    Files.createSymbolicLink(project.file("waiting.tscn"), Path.of("later.txt"));
    followed();
    assertThat(page("")).contains("link").doesNotContain("waiting");
    project.write("b/two.tscn", "changed");
    changed("res://b/two.tscn");
    assertThat(page("")).isEqualTo(project.walked("")).contains("link.tscn\",\"size_bytes\":7");
    project.write("later.txt", "now");
    changed("res://later.txt");
    assertThat(page("")).isEqualTo(project.walked("")).contains("waiting");
    assertThat(walks()).isEqualTo(1);
  }

  @Test
  void moreLinksThanCanBeFollowedAreWalkedAgain() throws IOException {
    for (int i = 0; i <= SceneIndex.LINKS_MAX; i++) {
      Files.createSymbolicLink(project.file("link" + i + ".tscn"), Path.of("b/two.tscn"));
    }
    page("");
    for (String text : List.of("changed", "changed again")) {
      project.write("b/two.tscn", text);
      changed("res://b/two.tscn");
      assertThat(page("")).isEqualTo(project.walked(""));
    }
    assertThat(walks()).isEqualTo(3);
  }

  @Test
  void hiddenFoldersAreListedWhenTheyAreNamed() {
    project.write(".hidden/x.tscn", "x");
    followed();
    assertThat(page("dir=res://.hidden")).contains("x.tscn");
    project.write(".hidden/y.tscn", "y");
    changed("res://.hidden/y.tscn");
    assertThat(page("dir=res://.hidden"))
        .isEqualTo(project.walked("dir=res://.hidden"))
        .contains("y.tscn");
  }

  @Test
  void anOperatorDropsTheIndexByAnyPathInIt() {
    for (String pattern : List.of("res://", "res://a", "res://a/one.tscn", "res://b/*")) {
      followed();
      project.write("a/one.tscn", pattern);
      assertThat(invalidate("res://nothing*")).isZero();
      assertThat(invalidate(pattern)).isPositive();
      changed("res://b/two.tscn");
      assertThat(page("")).isEqualTo(project.walked(""));
    }
  }

  @Test
  void aPageOfAnIndexThatIsGoneDoesNotOutliveTheNextChange() {
    followed();
    page("");
    project.write("a/one.tscn", "longer");
    assertThat(invalidate(CacheInvalidation.Scope.REGION, "scenes")).isEqualTo(1);
    assertThat(page("dir=res://b")).as("from a walk that sees the change").isNotEmpty();
    changed("res://a/one.tscn");
    assertThat(page("")).isEqualTo(project.walked(""));
  }

  @Test
  void aChangeDuringAWalkIsNotLost() throws Exception {
    IntStream.range(0, 200).forEach(i -> project.write(manyth(i), "x"));
    for (int i = 0; i < 100; i++) {
      assertThat(invalidate(CacheInvalidation.Scope.SCENES, "")).isNotNegative();
      CompletableFuture<String> walking = CompletableFuture.supplyAsync(() -> page(""));
      project.write(manyth(i), "changed");
      changed("res://" + manyth(i));
      assertThat(page("")).as("change %d", i).isEqualTo(project.walked(""));
      assertThat(walking.get(1, TimeUnit.MINUTES)).isNotEmpty();
      assertThat(page("")).as("change %d", i).isEqualTo(project.walked(""));
    }
  }

  /** A change costs a look at its file and an update of the index, and no walk. */
  @Test
  void aChangeAmongTenThousandScenesIsNoWalk() {
    IntStream.range(0, MANY).forEach(i -> project.write(manyth(i), "x"));
    followed();
    long walk = medianNanos(10, i -> {}, i -> project.walked(""));
    long change =
        medianNanos(
            200,
            i -> project.write(manyth(i * 37), "x".repeat(i + 2)),
            i -> changed("res://" + manyth(i * 37)));
    long page =
        medianNanos(
            50,
            i -> {
              project.write(manyth(i), "y".repeat(300 + i));
              changed("res://" + manyth(i));
            },
            i -> page(""));
    assertThat(page("")).isEqualTo(project.walked(""));
    System.out.printf(
        "listing of %d scenes: a walk and its answer %.2f ms, one change %.3f ms, a page made"
            + " anew from the index %.2f ms; a walk costs %d changes%n",
        MANY, walk / 1e6, change / 1e6, page / 1e6, walk / change);
    assertThat(walks()).isEqualTo(1);
    assertThat(walk / change).isGreaterThan(20);
  }

  private static String manyth(int i) {
    return "many/" + i % 100 + "/scene" + i + ".tscn";
  }

  /** The index has followed a change before, so that the next one drops no more than it must. */
  private void followed() {
    page("");
    changed("res://a/one.tscn");
  }

  private void changed(String path) {
    store.changed(new ResourcePath(path));
  }

  private String page(String query) {
    return SceneProject.text(store.lists().page(ScenesQuery.from(query)).body());
  }

  private Optional<HeldAnswer> held(String query) {
    return store.lists().heldPage(ScenesQuery.from(query));
  }

  private long invalidate(String pattern) {
    return invalidate(CacheInvalidation.Scope.PATTERN, pattern);
  }

  private long invalidate(CacheInvalidation.Scope scope, String text) {
    return store.invalidate(new CacheInvalidation(scope, text));
  }

  private long walks() {
    return SceneProject.misses(store, "scenes");
  }

  private static long medianNanos(int times, IntConsumer before, IntConsumer measured) {
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      before.accept(i);
      long begin = System.nanoTime();
      measured.accept(i);
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[times / 2];
  }
}

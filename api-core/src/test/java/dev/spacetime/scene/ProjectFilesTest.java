package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ProjectFilesTest {
  @TempDir Path folder;
  private Path project;
  private ProjectFiles files;

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectory(folder.resolve("project"));
    files = new ProjectFiles(project);
    Files.writeString(folder.resolve("secret.tscn"), "outside");
  }

  @Test
  void readsARegularFile() throws IOException {
    write("a/b/c.tscn", "content");
    assertThat(files.read(path("res://a/b/c.tscn"))).asString().isEqualTo("content");
    assertThat(files.exists(path("res://a/b/c.tscn"))).isTrue();
    assertThat(files.directoryExists(path("res://a/b"))).isTrue();
    assertThat(files.exists(path("res://a/b"))).isFalse();
    assertThat(files.directoryExists(ResourcePath.ROOT)).isTrue();
  }

  @Test
  void readsAnEmptyFile() throws IOException {
    write("empty.tscn", "");
    assertThat(files.read(path("res://empty.tscn"))).isEmpty();
  }

  @Test
  void knowsNothingOfWhatIsMissing() {
    for (String missing : List.of("res://a.tscn", "res://a/b.tscn", "res://")) {
      assertThat(files.exists(path(missing))).isFalse();
      assertMissing(missing);
    }
  }

  @Test
  void followsALinkThatStaysInside() throws IOException {
    write("real/c.tscn", "content");
    Files.createSymbolicLink(project.resolve("link.tscn"), project.resolve("real/c.tscn"));
    Files.createSymbolicLink(project.resolve("folder"), Path.of("real"));
    assertThat(files.read(path("res://link.tscn"))).asString().isEqualTo("content");
    assertThat(files.read(path("res://folder/c.tscn"))).asString().isEqualTo("content");
  }

  @Test
  void followsNoLinkOut() throws IOException {
    Files.createSymbolicLink(project.resolve("file.tscn"), folder.resolve("secret.tscn"));
    Files.createSymbolicLink(project.resolve("out"), folder);
    Files.createSymbolicLink(project.resolve("loop.tscn"), Path.of("loop.tscn"));
    for (String out : List.of("res://file.tscn", "res://out/secret.tscn", "res://loop.tscn")) {
      assertThat(files.exists(path(out))).isFalse();
      assertMissing(out);
    }
    assertThat(files.directoryExists(path("res://out"))).isFalse();
    assertThatThrownBy(() -> files.scenes(path("res://out"), true))
        .isInstanceOf(NoSuchFileException.class);
  }

  /** As when a link is put in the place of a checked file or folder before it is opened. */
  @Test
  void opensNoLinkThatTookAFilesPlace() throws IOException {
    Files.createSymbolicLink(project.resolve("swapped.tscn"), folder.resolve("secret.tscn"));
    Files.createSymbolicLink(project.resolve("swapped"), folder);
    for (String swapped : List.of("swapped.tscn", "swapped/secret.tscn")) {
      GuardedFile file = new GuardedFile(files.root(), Path.of(swapped), path("res://" + swapped));
      assertThatThrownBy(() -> file.read(100)).isInstanceOf(IOException.class);
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void doesNotWaitForAPipe() throws IOException, InterruptedException {
    Path pipe = project.resolve("pipe.tscn");
    int status = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    assertThat(status).isZero();
    assertThat(files.exists(path("res://pipe.tscn"))).isFalse();
    assertMissing("res://pipe.tscn");
    assertThat(files.scenes(ResourcePath.ROOT, true)).isEmpty();
  }

  @Test
  void takesNoFolderForAScene() throws IOException {
    Files.createDirectory(project.resolve("folder.tscn"));
    assertMissing("res://folder.tscn");
    assertThat(files.scenes(ResourcePath.ROOT, true)).isEmpty();
  }

  @Test
  void readsUpToItsBoundAndNoFurther() throws IOException {
    write("a.tscn", "12345678");
    assertThat(new ProjectFiles(project, 8).read(path("res://a.tscn"))).hasSize(8);
    assertThatThrownBy(() -> new ProjectFiles(project, 7).read(path("res://a.tscn")))
        .isInstanceOf(SceneTooLargeException.class);
  }

  @Test
  void refusesARootThatIsNoFolder() throws IOException {
    write("file", "");
    assertThatThrownBy(() -> new ProjectFiles(project.resolve("file")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ProjectFiles(project.resolve("missing")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsPathsWithLinksFromPlainOnes() throws IOException {
    write("real/c.tscn", "");
    Files.createSymbolicLink(project.resolve("folder"), Path.of("real"));
    Files.createSymbolicLink(project.resolve("link.tscn"), Path.of("real/c.tscn"));
    assertThat(files.isPlain(path("res://real/c.tscn"))).isTrue();
    assertThat(files.isPlain(path("res://real/missing.tscn"))).isTrue();
    assertThat(files.isPlain(ResourcePath.ROOT)).isTrue();
    assertThat(files.isPlain(path("res://folder/c.tscn"))).isFalse();
    assertThat(files.isPlain(path("res://link.tscn"))).isFalse();
  }

  @Test
  void isPlainAlthoughTheProjectItselfIsALink() throws IOException {
    write("a.tscn", "");
    Path link = Files.createSymbolicLink(folder.resolve("link"), project);
    ProjectFiles linked = new ProjectFiles(link);
    assertThat(linked.root()).isEqualTo(project.toRealPath());
    assertThat(linked.isPlain(path("res://a.tscn"))).isTrue();
  }

  @Test
  void listsScenesInOrder() throws IOException {
    write("b.tscn", "12");
    write("a/z.tscn", "1");
    write("a.tscn", "");
    write("B.tscn", "");
    write("a/readme.md", "");
    write("a/upper.TSCN", "");
    Instant modified = Instant.parse("2026-01-02T03:04:05Z");
    Files.setLastModifiedTime(project.resolve("b.tscn"), FileTime.from(modified));
    List<SceneFile> scenes = files.scenes(ResourcePath.ROOT, false);
    assertThat(scenes)
        .extracting(scene -> scene.path().value())
        .containsExactly("res://B.tscn", "res://a.tscn", "res://a/z.tscn", "res://b.tscn");
    assertThat(scenes.get(3)).isEqualTo(new SceneFile("b", path("res://b.tscn"), 2, modified));
    assertThat(files.scenes(path("res://a"), false))
        .extracting(scene -> scene.path().value())
        .containsExactly("res://a/z.tscn");
  }

  @Test
  void listsNothingHiddenAndAddonsOnlyWhenAsked() throws IOException {
    for (String name :
        List.of(
            ".hidden.tscn", ".godot/a.tscn", "addons/b.tscn", "c/addons/d.tscn", "addon/e.tscn")) {
      write(name, "");
    }
    assertThat(paths(false)).containsExactly("res://addon/e.tscn");
    assertThat(paths(true))
        .containsExactly("res://addon/e.tscn", "res://addons/b.tscn", "res://c/addons/d.tscn");
    assertThat(files.scenes(path("res://addons"), false)).hasSize(1);
  }

  @Test
  void listsLinkedFilesButNotLinkedFoldersOrWhatIsOutside() throws IOException {
    write("real/c.tscn", "123");
    Files.createSymbolicLink(project.resolve("again"), Path.of("real"));
    Files.createSymbolicLink(project.resolve("inside.tscn"), Path.of("real/c.tscn"));
    Files.createSymbolicLink(project.resolve("outside.tscn"), folder.resolve("secret.tscn"));
    Files.createSymbolicLink(project.resolve("broken.tscn"), Path.of("nothing"));
    assertThat(paths(true)).containsExactly("res://inside.tscn", "res://real/c.tscn");
    assertThat(files.scenes(ResourcePath.ROOT, true).get(0).sizeBytes()).isEqualTo(3);
  }

  @Test
  void leavesOutWhatVanishesWhileItLists() throws IOException {
    write("a.tscn", "");
    SceneLister lister = new SceneLister(files, project, ResourcePath.ROOT, false);
    lister.visitFileFailed(project.resolve("gone.tscn"), new NoSuchFileException("gone.tscn"));
    lister.postVisitDirectory(project, new NoSuchFileException("gone"));
    assertThat(lister.sorted()).isEmpty();
  }

  @Test
  void listsNoMissingFolder() {
    assertThatThrownBy(() -> files.scenes(path("res://missing"), false))
        .isInstanceOf(NoSuchFileException.class);
  }

  private List<String> paths(boolean includeAddons) throws IOException {
    return files.scenes(ResourcePath.ROOT, includeAddons).stream()
        .map(scene -> scene.path().value())
        .toList();
  }

  private void assertMissing(String path) {
    assertThatThrownBy(() -> files.read(path(path))).isInstanceOf(NoSuchFileException.class);
  }

  private void write(String name, String content) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static ResourcePath path(String value) {
    return new ResourcePath(value);
  }
}

package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcePathTest {
  private static final ResourcePath SCENE = new ResourcePath("res://a/b/c.tscn");

  @ParameterizedTest
  @CsvSource({
    "res://a.tscn, res://a.tscn",
    "res://./a//b/.tscn/, res://a/b/.tscn",
    "res://, res://",
    "res:///, res://",
    "res://..a/b.., res://..a/b..",
  })
  void readsWhatAClientWrites(String written, String canonical) {
    assertThat(ResourcePath.parse(written)).contains(new ResourcePath(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.tscn",
        "user://a.tscn",
        "RES://a",
        "res:/a",
        "res://..",
        "res://a/../b",
        "res://a\\b",
        "res://a\0b"
      })
  void readsNothingElse(String written) {
    assertThat(ResourcePath.parse(written)).isEmpty();
    assertThatThrownBy(() -> new ResourcePath(written))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhatIsNotCanonical() {
    assertThatThrownBy(() -> new ResourcePath("res://a//b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "d.tscn, res://a/b/d.tscn",
    "../d.tscn, res://a/d.tscn",
    "../../../../d.tscn, res://d.tscn",
    "res://d/../e.tscn, res://e.tscn",
    "res://../../e.tscn, res://e.tscn",
    "x\\y.tscn, res://a/b/x/y.tscn",
  })
  void followsReferencesLikeTheEngine(String written, String target) {
    assertThat(ResourcePath.referenced(SCENE, written)).contains(new ResourcePath(target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "C:/a", "c:\\a", "user://a", "uid://abc", "https://a/b"})
  void followsNoReferenceOutOfTheProject(String written) {
    assertThat(ResourcePath.referenced(SCENE, written)).isEmpty();
  }

  @Test
  void namesItsParts() {
    assertThat(SCENE.relative()).isEqualTo("a/b/c.tscn");
    assertThat(SCENE.parent()).isEqualTo(new ResourcePath("res://a/b"));
    assertThat(SCENE.fileName()).isEqualTo("c.tscn");
    assertThat(SCENE.extension()).isEqualTo("tscn");
    assertThat(new ResourcePath("res://a.b/c").extension()).isEmpty();
    assertThat(new ResourcePath("res://a").parent()).isEqualTo(ResourcePath.ROOT);
    assertThat(ResourcePath.ROOT.parent()).isEqualTo(ResourcePath.ROOT);
    assertThat(ResourcePath.ROOT.fileName()).isEmpty();
  }

  @Test
  void isFoundFromAFile() {
    Path root = Path.of("/project");
    assertThat(ResourcePath.of(root, root.resolve("a/b/c.tscn"))).contains(SCENE);
    assertThat(ResourcePath.of(root, root)).contains(ResourcePath.ROOT);
    assertThat(ResourcePath.of(root, Path.of("/elsewhere/c.tscn"))).isEmpty();
    assertThat(ResourcePath.of(root, root.resolve("a\\b.tscn"))).isEmpty();
  }

  @Test
  void ordersByCodePoint() {
    String belowSurrogates = "res://\uFF21";
    String aboveBasicPlane = "res://\uD83D\uDE00";
    List<String> sorted =
        Stream.of(aboveBasicPlane, "res://b", belowSurrogates, "res://a/b", "res://a")
            .map(ResourcePath::new)
            .sorted()
            .map(ResourcePath::value)
            .toList();
    assertThat(sorted)
        .containsExactly("res://a", "res://a/b", "res://b", belowSurrogates, aboveBasicPlane);
  }
}

package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodePathTest {
  @ParameterizedTest
  @CsvSource({
    "A/B, A/B",
    "A//B/, A/B",
    "/root/A, /root/A",
    "../X:position:x, ../X:position:x",
    "A:, A",
    ":x, :x",
    ".,.",
  })
  void readsPaths(String written, String read) {
    assertThat(NodePath.parse(written)).hasToString(read);
  }

  @ParameterizedTest
  @CsvSource({"''", "a::b", ":::"})
  void takesTheMalformedForEmpty(String written) {
    assertThat(NodePath.parse(written).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "./A, A",
    "., .",
    "./., .",
    "A/.., .",
    "A/../B, B",
    "A/../.., ..",
    "../A/.., ..",
    "A/B/../../.., ..",
    "./../A, ../A",
  })
  void simplifies(String written, String simplified) {
    assertThat(NodePath.parse(written).simplified()).hasToString(simplified);
  }

  @Test
  void prefixesWithTheRootOnce() {
    assertThat(NodePath.parse("A").fromRoot()).hasToString("./A");
    assertThat(NodePath.parse("./A").fromRoot()).hasToString("./A");
    assertThat(NodePath.EMPTY.fromRoot().isEmpty()).isTrue();
  }
}

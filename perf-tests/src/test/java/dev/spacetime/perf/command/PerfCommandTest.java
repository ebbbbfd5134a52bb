package dev.spacetime.perf.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerfCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return PerfCommand.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @Test
  void helpNamesTheCommandsAndTheExitStatus() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("jmh", "3 inconclusive");
  }

  @Test
  void wrongUseIsTwoAndNamesTheNearMatch() {
    assertThat(run("jmm")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Did you mean jmh?");
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void aProjectIsMadeUpWhereNothingIs(@TempDir Path folder) throws Exception {
    assertThat(run("project", folder.toString(), "--scenes=40")).isZero();
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".tscn"))).hasSize(40);
    }
    assertThat(run("project", folder.toString(), "--scenes=40")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("is not empty");
    assertThat(run("project", folder.toString(), "--scenes=4")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--scenes: 40 to 100000, not 4");
  }
}

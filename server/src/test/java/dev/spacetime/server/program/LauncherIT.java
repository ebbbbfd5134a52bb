package dev.spacetime.server.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.SocketClient;
import dev.spacetime.server.program.Program.Ended;
import dev.spacetime.statistics.Quantiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the archive of classes that it starts with. */
class LauncherIT {
  private static final Path HOME =
      Path.of(System.getProperty("spacetime.home", "target/spacetime"));
  private static final Map<String, String> WITH_TOKEN = Map.of("SPACETIME_TOKEN", Program.TOKEN);
  private static final int ROUNDS = 5;

  @TempDir Path folder;

  private static Path archive(Path home) throws IOException {
    try (var files = Files.list(home.resolve("lib"))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(jsa|aot)"))
          .findFirst()
          .orElseThrow();
    }
  }

  private Path copy() throws IOException {
    Path copy = folder.resolve("copy");
    Path archive = archive(HOME);
    for (String file :
        new String[] {
          "bin/spacetime",
          "lib/spacetime.jar",
          "lib/" + archive.getFileName(),
          "lib/" + archive.getFileName() + ".size"
        }) {
      Files.createDirectories(copy.resolve(file).getParent());
      Files.copy(HOME.resolve(file), copy.resolve(file));
    }
    return copy;
  }

  private void startsInSilence(Path home) throws Exception {
    try (Program program = Program.launch(home, folder, Map.of(), "variants")) {
      Ended ended = program.ended();
      assertThat(ended.status()).isZero();
      assertThat(ended.out()).startsWith("optimized (default)");
      assertThat(ended.err()).isEmpty();
    }
  }

  @Test
  void takesClassesFromTheArchive() throws Exception {
    Path log = folder.resolve("classes.log");
    Map<String, String> options = Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + log);
    try (Program program = Program.launch(HOME, folder, options, "variants")) {
      assertThat(program.ended().status()).isZero();
    }
    try (var lines = Files.lines(log)) {
      assertThat(lines.filter(line -> line.contains(" dev.spacetime.server.command.CommandEntry ")))
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains("source: shared objects file");
    }
  }

  @Test
  void passesOverAnArchiveThatDoesNotFit() throws Exception {
    Path home = copy();
    Path archive = archive(home);
    startsInSilence(home);
    Files.setLastModifiedTime(
        home.resolve("lib/spacetime.jar"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    startsInSilence(home);
    byte[] recorded = Files.readAllBytes(archive);
    Files.delete(archive);
    startsInSilence(home);
    Files.write(archive, new byte[recorded.length]);
    startsInSilence(home);
    Files.write(archive, Arrays.copyOf(recorded, recorded.length / 8));
    startsInSilence(home);
  }

  @Test
  void startsThroughALink() throws Exception {
    Path link =
        Files.createSymbolicLink(
            folder.resolve("st"), HOME.resolve("bin/spacetime").toAbsolutePath());
    Path bin = Files.createDirectories(folder.resolve("linked/bin"));
    Files.createSymbolicLink(bin.resolve("spacetime"), Path.of("../../" + link.getFileName()));
    startsInSilence(folder.resolve("linked"));
  }

  // The goal of 500 ms on two processors is told, not held: neighbours on a machine stretch the
  // time that passes at will. They stretch the processors' time of both starts alike.
  @Test
  void startsWithLessWorkThanTheJar() throws Exception {
    double[] ratios = new double[ROUNDS];
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      Duration jar;
      try (Program program = Program.start(folder, WITH_TOKEN, "--port=0")) {
        jar = answered(program);
      }
      long begin = System.nanoTime();
      try (Program program = Program.launch(HOME, folder, WITH_TOKEN, "--port=0")) {
        ratios[round] = (double) answered(program).toNanos() / jar.toNanos();
        best = Math.min(best, System.nanoTime() - begin);
      }
    }
    System.out.printf(
        "start to first answer, launcher: %d ms (best of %d), %.2f of the jar's processor time%n",
        best / 1_000_000, ROUNDS, Quantiles.median(ratios));
    assertThat(Quantiles.median(ratios)).isLessThan(0.8);
  }

  private static Duration answered(Program program) throws Exception {
    SocketClient client = new SocketClient(program.address());
    assertThat(client.send(Call.get("/scene").token(Program.TOKEN)).status()).isEqualTo(200);
    return program.cpuTime();
  }
}

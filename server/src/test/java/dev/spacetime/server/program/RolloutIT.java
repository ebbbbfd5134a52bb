package dev.spacetime.server.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.PluginJar;
import dev.spacetime.server.program.Program.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rollouts of the packaged program, with a variant from outside, over its end and its next start.
 */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class RolloutIT {
  private static final Path EXAMPLE = Path.of("../docs/examples/memo-variant/src/main");

  @TempDir Path folder;
  private Path plugins;

  @BeforeEach
  void makePlugins() throws Exception {
    plugins = Files.createDirectory(folder.resolve("plugins"));
    PluginJar.build(EXAMPLE, plugins.resolve("memo-variant.jar"));
  }

  private Program serve() throws Exception {
    return Program.start(
        folder, Map.of(), "--port=0", "--variant=original", "--plugin-dir=" + plugins);
  }

  private Ended ask(String address, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url=" + address);
    // The token is the one in the data folder that both have by default.
    return Program.run(folder, all.toArray(String[]::new));
  }

  @Test
  void aCanaryOfAVariantFromOutsideGoesOnAfterAKill() throws Exception {
    try (Program program = serve()) {
      Ended canary =
          ask(
              program.address(),
              "rollout",
              "canary",
              "memo",
              "--steps=30,100",
              "--hold=1h",
              "--reason=a few first");
      assertThat(canary.err()).isEmpty();
      assertThat(canary.status()).isZero();
      assertThat(canary.out()).startsWith("mode      canary: 30 % of the clients to memo");
      program.kill();
    }
    Ended offline = Program.run(folder, "audit", "--offline", "--limit=1");
    assertThat(offline.out()).contains("canary by operator: ", "a few first");
    try (Program program = serve()) {
      Ended status = ask(program.address(), "rollout", "status");
      assertThat(status.out()).startsWith("mode      canary: 30 % of the clients to memo");
      Ended back = ask(program.address(), "rollout", "rollback", "--reason=enough");
      assertThat(back.out()).startsWith("mode      fixed: original");
      assertThat(ask(program.address(), "rollout", "rollback", "--reason=more").status())
          .isEqualTo(1);
      Ended audit = ask(program.address(), "audit");
      assertThat(audit.out().lines().filter(line -> line.matches("\\d.*")))
          .hasSize(4)
          .first()
          .asString()
          .contains("rollback by ", "enough");
      program.terminate();
      assertThat(program.ended().status()).isZero();
    }
  }

  @Test
  void variantsOfAFolderAreListedAndWhatDoesNotFitIsTold() throws Exception {
    Ended listed = Program.run(folder, "variants", "--plugin-dir=" + plugins);
    assertThat(listed.out().lines()).containsExactly("memo", "optimized (default)", "original");
    Files.writeString(plugins.resolve("broken.jar"), "no jar");
    for (String command : List.of("variants", "--port=0")) {
      Ended refused = Program.run(folder, command, "--plugin-dir=" + plugins);
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.err())
          .contains("error: --plugin-dir: broken.jar is no jar that can be read")
          .doesNotContain("\tat ");
    }
  }
}

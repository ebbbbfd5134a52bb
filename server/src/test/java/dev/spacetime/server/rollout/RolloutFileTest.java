package dev.spacetime.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.api.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutFileTest {
  @TempDir Path folder;

  private Path path() {
    return folder.resolve("rollout.json");
  }

  private static Rollout rollout(Mode mode) {
    boolean fixed = mode == Mode.FIXED;
    return new Rollout(
        7,
        mode,
        "original",
        fixed ? null : "optimized",
        new CanaryPlan(List.of(2, 100), Duration.ofSeconds(90)),
        1,
        true,
        15,
        !fixed,
        fixed ? null : "another",
        Instant.parse("2026-11-30T08:00:00.123456Z"),
        "why \u2028 \"so\"");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void whatIsWrittenIsReadBack(Mode mode) throws IOException {
    RolloutFile file = new RolloutFile(folder, "original");
    assertThat(file.read()).isEmpty();
    file.write(rollout(Mode.CANARY));
    file.write(rollout(mode));
    assertThat(new RolloutFile(folder, "original").read()).contains(rollout(mode));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"original\"|\"0riginal\"",
        "(?s)\\{.*|",
        "(?s).*|null",
        "(?s).*|{\"version\":1}",
        "(?s)\"version\" : 1(.*)\ncrc32c.*|\"version\" : 2$1",
        "(?s)\"canary\"(.*)\ncrc32c.*|\"parrot\"$1",
        "(?s)\"step\" : 1(.*)\ncrc32c.*|\"step\" : 2$1",
        "(?s)2026-11(.*)\ncrc32c.*|2026-13$1"
      })
  void aDamagedFileIsPutAside(String damage) throws IOException {
    RolloutFile file = new RolloutFile(folder, "original");
    file.write(rollout(Mode.CANARY));
    String[] change = damage.split("\\|", 2);
    String damaged = Files.readString(path()).replaceFirst(change[0], change[1]);
    Files.writeString(path(), damaged);
    assertThat(file.read()).isEmpty();
    assertThat(path()).doesNotExist();
    assertThat(folder.resolve("rollout.json.damaged")).hasContent(damaged);
    file.write(rollout(Mode.SHADOW));
    assertThat(file.read()).contains(rollout(Mode.SHADOW));
  }

  @Test
  void whoEditsItRemovesTheChecksum() throws IOException {
    RolloutFile file = new RolloutFile(folder, "original");
    file.write(rollout(Mode.CANARY));
    String edited =
        Files.readString(path())
            .replace("\"paused\" : true", "\"paused\" : false")
            .replaceFirst("\ncrc32c.*\n", "");
    Files.writeString(path(), edited);
    assertThat(file.read().orElseThrow().paused()).isFalse();
  }

  @Test
  void aDiskThatDoesNotTakeItRefuses() {
    RolloutFile nowhere = new RolloutFile(folder.resolve("gone"), "original");
    assertThatThrownBy(() -> nowhere.write(rollout(Mode.FIXED)))
        .isInstanceOf(ApiException.class)
        .hasMessage("The rollout can't be written to the disk now; nothing was changed");
  }
}

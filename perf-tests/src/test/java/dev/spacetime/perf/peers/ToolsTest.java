package dev.spacetime.perf.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spacetime.perf.command.FailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
  @TempDir private Path folder;

  @Test
  void namesEverythingThatIsMissing() throws Exception {
    assertThat(Files.createFile(folder.resolve("wrk")).toFile().setExecutable(true)).isTrue();
    assertThatExceptionOfType(FailedException.class)
        .isThrownBy(() -> Tools.find(List.of(folder.toString())))
        .withMessage(
            "missing here: h2load, nginx, varnishd; on Debian"
                + " 'apt-get install nghttp2-client nginx varnish' brings them");
  }
}

package dev.spacetime.perf.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.perf.compare.FaultyProxy.Fault;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Takes five minutes, so it runs on demand. */
class SlowedEndpointSuite {
  @TempDir private Path folder;

  @Test
  void fivePercentAreFoundWithinFiveMinutes() throws Exception {
    int status =
        new PlantedFaults(folder)
            .compare(
                new Fault("GET /scenes ", 0.05, 0),
                "--connections=1",
                "--seconds=" + Integer.getInteger("spacetime.compare.seconds", 280));
    assertThat(status).isEqualTo(1);
    JsonNode slowed =
        StreamSupport.stream(new PlantedFaults(folder).report().path("lines").spliterator(), false)
            .filter(line -> line.path("workload").asString().equals("GET /scenes"))
            .filter(line -> line.path("figure").asString().equals("throughput"))
            .findFirst()
            .orElseThrow();
    assertThat(slowed.path("verdict").asString()).isEqualTo("worse");
  }
}

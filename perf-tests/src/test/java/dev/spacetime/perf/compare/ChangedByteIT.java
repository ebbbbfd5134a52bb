package dev.spacetime.perf.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.perf.compare.FaultyProxy.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ChangedByteIT {
  @TempDir private Path folder;

  @Test
  void oneInAThousandAnswersOfARealServerIsFoundAndShownWithItsRequest() throws Exception {
    List<String> thousand =
        IntStream.rangeClosed(1, 1_000)
            .mapToObj("{\"method\":\"GET\",\"target\":\"/scenes?limit=%d\"}"::formatted)
            .toList();
    Path corpus = Files.write(folder.resolve("corpus.jsonl"), thousand);
    int status =
        new PlantedFaults(folder)
            .compare(
                new Fault("none", 0, 42), "--corpus=" + corpus, "--answers-only", "--seconds=5");
    assertThat(status).isEqualTo(1);
    JsonNode answers = new PlantedFaults(folder).report().path("correctness");
    assertThat(answers.path("requests").asInt()).isEqualTo(1_000);
    assertThat(answers.path("mismatches").asInt()).isEqualTo(1);
    assertThat(answers.at("/shown/0/request").asString()).isEqualTo("GET /scenes?limit=42");
    assertThat(answers.at("/shown/0/differences").toString()).contains("body");
  }
}

package dev.spacetime.perf.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.spacetime.api.Json;
import dev.spacetime.perf.command.PerfCommand;
import dev.spacetime.perf.compare.FakeServer.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CompareCommandTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("compare", "--out=" + folder.resolve("report")));
    all.addAll(List.of(arguments));
    return PerfCommand.run(
        all.toArray(String[]::new),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private int run(FakeServer first, FakeServer second, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--port-a=" + first.address().port(),
                "--port-b=" + second.address().port(),
                "--seconds=8",
                "--block-millis=10",
                "--connections=2"));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private JsonNode report() throws IOException {
    return Json.tree(Files.readAllBytes(folder.resolve("report/report.json"))).orElseThrow();
  }

  private static Schema schema() throws IOException {
    try (InputStream in =
        CompareCommand.class.getResourceAsStream("/dev/spacetime/perf/report-1.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Json.tree(in.readAllBytes()).orElseThrow());
    }
  }

  @Test
  void reportsAreWholeAndFitTheirSchema() throws Exception {
    try (FakeServer first = new FakeServer(Fault.NONE, 0);
        FakeServer second = new FakeServer(Fault.NONE, 0)) {
      assertThat(run(first, second, "--answers-only")).as(errors()).isZero();
    }
    JsonNode report = report();
    assertThat(schema().validate(report)).isEmpty();
    assertThat(report.path("problem").asString()).isEmpty();
    assertThat(report.path("correctness").path("requests").asInt()).isGreaterThan(50);
    assertThat(report.path("lines").size()).isEqualTo(6 * 4);
    assertThat(report.path("noise").size()).isEqualTo(6 * 4);
    String page = Files.readString(folder.resolve("report/report.html"));
    assertThat(page).contains("<svg", "GET /scene/history").doesNotContain("http://", "https://");
    assertThat(Files.readString(folder.resolve("report/report.md"))).contains("| GET /scene |");
  }

  @Test
  void schemaRefusesWhatIsNoReport() throws Exception {
    assertThat(
            schema()
                .validate(
                    Json.tree("{\"schema_version\":1}".getBytes(StandardCharsets.UTF_8))
                        .orElseThrow()))
        .isNotEmpty();
  }

  @Test
  void differentAnswersFailAndAreShown() throws Exception {
    try (FakeServer first = new FakeServer(Fault.NONE, 0);
        FakeServer second = new FakeServer(Fault.CHANGED_BYTE, 2)) {
      assertThat(run(first, second, "--answers-only")).isEqualTo(1);
    }
    assertThat(report().path("correctness").path("mismatches").asInt()).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("rain.tscn");
  }

  @Test
  void serverThatDiesInTheMiddleIsToldAndWhatWasMeasuredIsKept() throws Exception {
    try (FakeServer first = new FakeServer(Fault.NONE, 0);
        FakeServer second = new FakeServer(Fault.DEATH, 150)) {
      assertThat(run(first, second)).isEqualTo(1);
    }
    assertThat(errors()).startsWith("error: b (port ").contains("so far is in").hasLineCount(1);
    assertThat(report().path("problem").asString()).contains("broke off");
    assertThat(report().path("correctness").path("requests").asInt()).isGreaterThan(50);
    assertThat(schema().validate(report())).isEmpty();
  }

  @Test
  void wrongTokenIsToldInOneSentence() throws Exception {
    try (FakeServer first = new FakeServer(Fault.REFUSAL, 0);
        FakeServer second = new FakeServer(Fault.REFUSAL, 0)) {
      assertThat(run(first, second)).isEqualTo(1);
    }
    assertThat(errors()).contains("refuses the token (401)").hasLineCount(1);
  }

  @Test
  void missingServerIsToldInOneSentence() throws Exception {
    assertThat(run("--jar-a=" + folder.resolve("nothing.jar"))).isEqualTo(1);
    assertThat(errors()).contains("there is no server at").hasLineCount(1);
    FakeServer gone = new FakeServer(Fault.NONE, 0);
    gone.close();
    assertThat(run(gone, gone)).isEqualTo(1);
    assertThat(errors()).contains("Connection refused");
  }

  @Test
  void wrongUseIsTwo() {
    assertThat(run("--sedonds=1")).isEqualTo(2);
    assertThat(errors()).contains("Did you mean --seconds?");
    assertThat(run("--seconds=1")).isEqualTo(2);
    assertThat(run("--port-a=1")).isEqualTo(2);
    assertThat(run("--corpus=" + folder.resolve("none"))).isEqualTo(2);
    assertThat(run("--project=" + folder.resolve("none"))).isEqualTo(2);
  }
}

package dev.spacetime.perf.compare;

import dev.spacetime.api.Json;
import dev.spacetime.perf.SceneProjectGenerator;
import dev.spacetime.perf.command.PerfCommand;
import dev.spacetime.perf.compare.FaultyProxy.Fault;
import dev.spacetime.perf.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Compares a real server with another one that is the same but for a planted fault. */
record PlantedFaults(Path folder) {
  private static final Path JAR = Path.of(System.getProperty("spacetime.jar"));

  /** The exit status. */
  int compare(Fault fault, String... arguments) throws IOException {
    Path project = folder.resolve("project");
    SceneProjectGenerator.generate(project, 200, 1);
    try (ServerProcess first = server("first", project);
        ServerProcess second = server("second", project);
        FaultyProxy beforeFirst = new FaultyProxy(first.address(), Fault.NONE);
        FaultyProxy beforeSecond = new FaultyProxy(second.address(), fault)) {
      List<String> all =
          new ArrayList<>(
              List.of(
                  "compare",
                  "--port-a=" + beforeFirst.address().port(),
                  "--port-b=" + beforeSecond.address().port(),
                  "--out=" + folder.resolve("report")));
      all.addAll(List.of(arguments));
      return PerfCommand.run(all.toArray(String[]::new), System.out, System.err);
    }
  }

  private ServerProcess server(String name, Path project) throws IOException {
    return ServerProcess.start(
        new ServerProcess.Plan(name, JAR, "optimized", project, List.of()), folder);
  }

  JsonNode report() throws IOException {
    return Json.tree(Files.readAllBytes(folder.resolve("report/report.json"))).orElseThrow();
  }
}

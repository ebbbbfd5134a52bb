package dev.spacetime.server.command;

import dev.spacetime.api.Json;
import dev.spacetime.api.wire.ProblemAnswer;
import dev.spacetime.api.wire.ValidationAnswer;
import dev.spacetime.scene.DocumentSource;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.scene.ResourcePath;
import dev.spacetime.scene.SceneReport;
import dev.spacetime.scene.SceneValidator;
import dev.spacetime.server.config.ConfigurationException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code validate}: judges scenes without a server, for a desk or a pipeline. */
final class ValidateCommand {
  private ValidateCommand() {}

  /** A scene and what was found. */
  private record Judged(String scene, SceneReport report) {}

  private record SceneVerdict(String scenePath, ValidationAnswer result) {}

  private record Summary(int count, long valid, long invalid, List<SceneVerdict> scenes) {
    static Summary of(List<Judged> judged) {
      long valid = judged.stream().filter(one -> one.report().valid()).count();
      return new Summary(
          judged.size(),
          valid,
          judged.size() - valid,
          judged.stream()
              .map(one -> new SceneVerdict(one.scene(), ValidationAnswer.of(one.report())))
              .toList());
    }
  }

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Judges scenes as the engine would: PATH is a scene file, a folder of scenes or a"
                + " res:// path of --project.")
        .footer("", "Exit status: 0 all are valid, 1 some are not, 2 wrong use.");
    spec.addOption(
        OptionSpec.builder("--json").type(boolean.class).description("Prints JSON.").build());
    spec.addOption(
        OptionSpec.builder("--project")
            .paramLabel("DIR")
            .type(Path.class)
            .description("The project of the scenes; found from each PATH when left out.")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PATH")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("What to judge.")
            .build());
    return spec;
  }

  static int execute(CommandLine line) throws ConfigurationException {
    List<String> paths = line.getCommandSpec().positionalParameters().get(0).getValue();
    if (paths == null) {
      throw new ConfigurationException(List.of("give at least one PATH"));
    }
    Path project = line.getCommandSpec().findOption("--project").getValue();
    List<Judged> judged = judge(SceneSelection.of(paths, Optional.ofNullable(project)));
    boolean json = line.getParseResult().hasMatchedOption("--json");
    print(json, judged, line.getOut());
    return judged.stream().allMatch(one -> one.report().valid())
        ? ExitStatus.ENDED_WELL
        : ExitStatus.FAILED;
  }

  // On every processor, and in the order of the scenes.
  private static List<Judged> judge(List<SceneSelection.Scene> scenes) {
    Map<GodotProject, DocumentSource> sources = new ConcurrentHashMap<>();
    return scenes.parallelStream()
        .map(
            scene ->
                judge(
                    scene.path(),
                    sources.computeIfAbsent(
                        scene.project(), project -> DocumentSource.shared(project.files()))))
        .toList();
  }

  private static Judged judge(ResourcePath scene, DocumentSource source) {
    return new Judged(scene.value(), new SceneValidator(source).validate(scene));
  }

  private static void print(boolean json, List<Judged> judged, PrintWriter out) {
    Summary summary = Summary.of(judged);
    if (json) {
      out.println(new String(Json.prettyBytes(summary), StandardCharsets.UTF_8));
      return;
    }
    for (SceneVerdict scene : summary.scenes()) {
      out.println((scene.result().valid() ? "ok       " : "INVALID  ") + scene.scenePath());
      scene.result().errors().forEach(problem -> print("error", problem, out));
      scene.result().warnings().forEach(problem -> print("warning", problem, out));
    }
    out.println(summary.valid() + " valid, " + summary.invalid() + " invalid");
  }

  private static void print(String kind, ProblemAnswer problem, PrintWriter out) {
    out.printf(
        "  %s:%d:%d: %s: %s [%s]%n",
        problem.file(), problem.line(), problem.column(), kind, problem.message(), problem.code());
  }
}

package dev.spacetime.perf.command;

import dev.spacetime.perf.SceneProjectGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code project}: makes up a Godot project to measure with. */
@Command(
    name = "project",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Makes up a Godot project to measure with; the same seed gives the same bytes.")
final class ProjectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "Empty, or not there yet.")
  private Path folder = Path.of("");

  @Option(names = "--scenes", description = "40 to 100,000.")
  private int scenes = 2_000;

  @Option(names = "--seed", description = "Of what is made up.")
  private long seed = 1;

  @Override
  public Integer call() throws IOException {
    try {
      SceneProjectGenerator.generate(folder, scenes, seed);
    } catch (IllegalArgumentException outside) {
      throw new WrongUseException("--" + outside.getMessage());
    }
    return ExitStatus.ENDED_WELL;
  }
}

package dev.spacetime.perf.shadowing;

import dev.spacetime.comparison.Answer;
import dev.spacetime.perf.SceneProjectGenerator;
import dev.spacetime.perf.command.ExitStatus;
import dev.spacetime.perf.command.FailedException;
import dev.spacetime.perf.command.WrongUseException;
import dev.spacetime.perf.process.Connection;
import dev.spacetime.perf.process.Request;
import dev.spacetime.perf.process.ServerProcess;
import dev.spacetime.perf.process.TemporaryFolder;
import dev.spacetime.statistics.RatioEstimate;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shadowing}: what does it cost the clients that some requests are run by both variants? */
@Command(
    name = "shadowing",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Starts two equal servers on loopback, has one of them shadow a share of its requests, asks "
            + "both at a fixed rate in interleaved blocks and prints the ratio of their p99.",
    footer = {
      "",
      "Exit status: 0 within the limit; 1 beyond it, or not completed; 2 wrong use; 3 the limit "
          + "lies within an interval."
    })
public final class ShadowingCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  @Spec
  private CommandSpec spec;

  @Option(names = "--variant", description = "That serves.")
  private String variant = "original";

  @Option(names = "--candidate", description = "That is asked too.")
  private String candidate = "optimized";

  @Option(names = "--percent", description = "Of the requests that are run by both.")
  private int percent = 10;

  @Option(names = "--ratio-max", description = "Of the p99 with shadowing to that without.")
  private double ratioMax = 1.05;

  @Option(names = "--per-second", description = "Requests that arrive (open model).")
  private int perSecond = 200;

  @Option(names = "--rounds", description = "Each asks both servers once, in random order.")
  private int rounds = 12;

  @Option(names = "--seconds", description = "Of one block.")
  private int seconds = 4;

  @Option(names = "--scenes", description = "Of the generated project.")
  private int scenes = 100;

  @Option(names = "--seed", description = "Of the order of the blocks and of the bootstrap.")
  private long seed = 1;

  @Option(names = "--jar", description = "The server.")
  private Path jar = Path.of("server/target/spacetime.jar");

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (percent < 1 || percent > 100 || rounds < 3 || seconds < 1 || perSecond < 1) {
      throw new WrongUseException(
          "--percent is 1 to 100, --rounds at least 3, --seconds and --per-second at least 1");
    }
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      Path project = temporary.path().resolve("project");
      SceneProjectGenerator.generate(project, scenes, seed);
      try (ServerProcess plain = server("plain", project, temporary.path());
          ServerProcess shadowing = server("shadowing", project, temporary.path())) {
        shadow(shadowing);
        Blocks blocks =
            new Blocks(plain, shadowing, perSecond, Duration.ofSeconds(seconds), rounds, seed);
        return conclude(blocks, shadowing);
      }
    }
  }

  private ServerProcess server(String name, Path project, Path folder) throws IOException {
    return ServerProcess.start(
        new ServerProcess.Plan(name, jar, variant, project, List.of()), folder);
  }

  private void shadow(ServerProcess server) throws IOException {
    String body =
        "{\"mode\":\"shadow\",\"candidate\":\"%s\",\"shadow_percent\":%d,\"reason\":\"measured\"}"
            .formatted(candidate, percent);
    Answer answer = ask(server, Request.json("PUT", "/admin/rollout", body));
    if (answer.status() != 200) {
      throw new FailedException(
          "the server does not shadow: " + new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  private int conclude(Blocks blocks, ServerProcess shadowing)
      throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    int status = ExitStatus.ENDED_WELL;
    for (Request request : requests()) {
      RatioEstimate ratio = blocks.p99Ratio(request);
      out.printf(
          Locale.ROOT,
          "%-60s p99 x %.3f (%.3f to %.3f), %d pairs%n",
          request,
          ratio.ratio(),
          ratio.interval().low(),
          ratio.interval().high(),
          ratio.pairs());
      status = Math.max(status, status(ratio));
    }
    Answer rollout = ask(shadowing, Request.get("/admin/rollout"));
    out.println(new String(rollout.body(), StandardCharsets.UTF_8));
    return status;
  }

  private int status(RatioEstimate ratio) {
    if (ratio.interval().high() <= ratioMax) {
      return ExitStatus.ENDED_WELL;
    }
    return ratio.interval().low() > ratioMax ? ExitStatus.FAILED : ExitStatus.INCONCLUSIVE;
  }

  private static List<Request> requests() {
    return List.of(
            Request.get("/scene"),
            Request.get("/scenes"),
            Request.json(
                "PUT", "/scene", "{\"scene_path\":\"" + SceneProjectGenerator.room(0) + "\"}"))
        .stream()
        .map(request -> request.authorized(ServerProcess.TOKEN))
        .toList();
  }

  private static Answer ask(ServerProcess server, Request request) throws IOException {
    return Connection.ask(server.address(), request.authorized(ServerProcess.TOKEN));
  }
}

package dev.spacetime.perf.peers;

import dev.spacetime.api.Header;
import dev.spacetime.perf.command.FailedException;
import dev.spacetime.perf.process.Address;
import dev.spacetime.perf.process.ChildProcess;
import dev.spacetime.perf.process.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts as much load on a server as it takes, with wrk (HTTP/1.1) or h2load (HTTP/2).
 *
 * @param folder for scripts and what the tools print
 */
record Loader(Tools tools, Path folder, int connections, int threads) {
  private static final Duration OVERTIME_MAX = Duration.ofSeconds(20);

  // Printed by the script below: requests, microseconds, statuses of 400 and more, broken sockets.
  private static final Pattern WRK_FIGURES = Pattern.compile("figures (\\d+) (\\d+) (\\d+) (\\d+)");
  private static final Pattern H2LOAD_DONE =
      Pattern.compile("(\\d+) succeeded, (\\d+) failed, (\\d+) errored");

  /**
   * What was reached.
   *
   * @param failures answers of status 400 and more, and broken connections
   */
  record Reached(long requests, double perSecond, long failures) {}

  Reached wrk(Address address, Request request, int seconds)
      throws IOException, InterruptedException {
    Path script = folder.resolve("request.lua");
    Files.writeString(script, script(request));
    String printed =
        run(
            "wrk",
            List.of(
                tools.wrk().toString(),
                "-t" + threads,
                "-c" + connections,
                "-d" + seconds + "s",
                "-s",
                script.toString(),
                address.url() + request.target()),
            seconds);
    Matcher figures = WRK_FIGURES.matcher(printed);
    if (!figures.find()) {
      throw new FailedException("wrk did not measure " + request + ": " + printed);
    }
    long requests = Long.parseLong(figures.group(1));
    return new Reached(
        requests,
        requests / (Long.parseLong(figures.group(2)) / 1e6),
        Long.parseLong(figures.group(3)) + Long.parseLong(figures.group(4)));
  }

  Reached h2load(Address address, Request request, int seconds)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                tools.h2load().toString(),
                "-t" + threads,
                "-c" + connections,
                "-D" + seconds,
                "--warm-up-time=0"));
    for (Header field : request.headers()) {
      command.add("-H" + field.name() + ": " + field.value());
    }
    command.add(address.url() + request.target());
    String printed = run("h2load", command, seconds);
    Matcher done = H2LOAD_DONE.matcher(printed);
    if (!done.find()) {
      throw new FailedException("h2load did not measure " + request + ": " + printed);
    }
    long succeeded = Long.parseLong(done.group(1));
    return new Reached(
        succeeded,
        succeeded / (double) seconds,
        Long.parseLong(done.group(2)) + Long.parseLong(done.group(3)));
  }

  private String run(String name, List<String> command, int seconds)
      throws IOException, InterruptedException {
    try (ChildProcess tool =
        ChildProcess.start(name, folder.resolve(name + ".txt"), Map.of(), command)) {
      if (!tool.ends(OVERTIME_MAX.plusSeconds(seconds))) {
        throw new FailedException(name + " did not end in time");
      }
      return tool.printed();
    }
  }

  private static String script(Request request) {
    StringBuilder script = new StringBuilder("wrk.method = " + quoted(request.method()) + "\n");
    if (!request.body().isEmpty()) {
      script.append("wrk.body = ").append(quoted(request.body())).append('\n');
    }
    for (Header field : request.headers()) {
      script.append(
          "wrk.headers[%s] = %s%n".formatted(quoted(field.name()), quoted(field.value())));
    }
    return script
        .append(
            """
            function done(summary, latency, requests)
              local errors = summary.errors
              io.write(string.format("figures %d %d %d %d\\n", summary.requests, summary.duration,
                  errors.status, errors.connect + errors.read + errors.write + errors.timeout))
            end
            """)
        .toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}

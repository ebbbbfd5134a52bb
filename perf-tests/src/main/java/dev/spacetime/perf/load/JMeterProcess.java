package dev.spacetime.perf.load;

import dev.spacetime.perf.command.FailedException;
import dev.spacetime.perf.process.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JMeter on the plan, as a process of its own.
 *
 * @param output what it prints
 */
record JMeterProcess(ChildProcess process, Path output) implements AutoCloseable {

  /** Results go to {@code samples.jtl} in the folder. */
  static JMeterProcess run(JMeterHome home, Profile profile, ServerAddress server, Path folder)
      throws IOException {
    List<String> command = java(home, folder);
    URI address = server.address();
    command.add(2, "-Dspacetime.host=" + address.getHost());
    command.add(3, "-Dspacetime.port=" + address.getPort());
    command.addAll(List.of("-n", "-t", Resources.copy("load.jmx", folder).toString()));
    command.addAll(List.of("-l", folder.resolve("samples.jtl").toString()));
    command.addAll(List.of("-q", Resources.copy("jmeter.properties", folder).toString()));
    command.addAll(List.of("-q", Resources.copy(profile.file(), folder).toString()));
    return start(command, server.token(), folder.resolve("jmeter.out"));
  }

  /** Makes JMeter's pages of the results, in {@code report}. */
  static JMeterProcess report(JMeterHome home, Path folder) throws IOException {
    List<String> command = java(home, folder);
    command.addAll(List.of("-g", folder.resolve("samples.jtl").toString()));
    command.addAll(List.of("-o", folder.resolve("report").toString()));
    command.addAll(List.of("-q", Resources.copy("jmeter.properties", folder).toString()));
    return start(command, "", folder.resolve("jmeter-report.out"));
  }

  private static List<String> java(JMeterHome home, Path folder) {
    return new ArrayList<>(
        List.of(
            home.java().toString(),
            "-Djava.awt.headless=true",
            "-Xmx1g",
            "-jar",
            // What it needs lies beside it.
            home.bin().resolve("ApacheJMeter-5.6.3.jar").toString(),
            "-j",
            folder.resolve("jmeter.log").toString()));
  }

  // The token is not on the command line, where others read it.
  private static JMeterProcess start(List<String> command, String token, Path output)
      throws IOException {
    return new JMeterProcess(
        ChildProcess.start("JMeter", output, Map.of("SPACETIME_TOKEN", token), command), output);
  }

  boolean ended(long patienceMillis) throws InterruptedException {
    return process.ends(Duration.ofMillis(patienceMillis));
  }

  /**
   * @throws FailedException when it did not end well, with its own sentence if it has one
   */
  void check() throws IOException {
    if (process.exitStatus() != 0) {
      throw new FailedException(
          Files.readAllLines(output).stream()
              .filter(line -> line.startsWith("error: "))
              .map(line -> line.substring("error: ".length()))
              .findFirst()
              .orElse("JMeter ended with status " + process.exitStatus() + "; see " + output));
    }
  }

  @Override
  public void close() {
    process.close();
  }
}

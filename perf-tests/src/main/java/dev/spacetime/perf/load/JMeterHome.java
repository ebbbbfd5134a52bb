package dev.spacetime.perf.load;

import dev.spacetime.api.Json;
import dev.spacetime.perf.command.FailedException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import tools.jackson.databind.JsonNode;

/**
 * JMeter as the build has prepared it, and a Java to run it with: 5.6.3 ends without a word on JDK
 * 24 and newer.
 */
record JMeterHome(Path bin, Path java) {
  static final String VARIABLE = "JMETER_JAVA_HOME";
  private static final int FEATURE_MIN = 17;
  private static final int FEATURE_MAX = 23;

  /**
   * @param target the folder that Maven builds perf-tests in
   */
  static JMeterHome find(Path target) throws IOException {
    return new JMeterHome(
        bin(target), java(System.getenv(), Path.of(System.getProperty("java.home"))));
  }

  private static Path bin(Path target) throws IOException {
    Path configuration = target.resolve("config.json");
    if (Files.exists(configuration)) {
      Optional<JsonNode> tree = Json.tree(Files.readAllBytes(configuration));
      String folder =
          tree.map(json -> json.at("/configurations/0/jmeterDirectoryPath").asString(""))
              .orElse("");
      Path bin = Path.of(folder, "bin");
      if (!folder.isEmpty() && Files.isDirectory(bin)) {
        return bin;
      }
    }
    throw new FailedException(
        "JMeter is not prepared in " + target + "; build anew: mvn -q -DskipTests clean package");
  }

  /** Asked for, or this one, or one beside it, if it is neither too old nor too new. */
  static Path java(Map<String, String> environment, Path own) throws IOException {
    String named = environment.get(VARIABLE);
    if (named != null) {
      return launcher(Path.of(named))
          .orElseThrow(
              () -> new FailedException(VARIABLE + "=" + named + " is no JDK from 17 to 23."));
    }
    for (Path home : homes(own)) {
      Optional<Path> found = launcher(home);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new FailedException(
        "JMeter 5.6.3 does not run on the JDK in "
            + own
            + "; install JDK 17 or 21 beside it, or name one in "
            + VARIABLE
            + ".");
  }

  private static List<Path> homes(Path own) throws IOException {
    List<Path> homes = new ArrayList<>(List.of(own));
    Path parent = own.toAbsolutePath().getParent();
    if (parent != null) {
      try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parent)) {
        siblings.forEach(homes::add);
      }
    }
    return homes;
  }

  private static Optional<Path> launcher(Path home) throws IOException {
    Path java = home.resolve("bin").resolve("java");
    int feature = feature(home.resolve("release"));
    return Files.isExecutable(java) && feature >= FEATURE_MIN && feature <= FEATURE_MAX
        ? Optional.of(java)
        : Optional.empty();
  }

  private static int feature(Path release) throws IOException {
    if (!Files.isReadable(release)) {
      return 0;
    }
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      lines.load(reader);
    }
    String first =
        lines.getProperty("JAVA_VERSION", "0").replace("\"", "").replaceFirst("\\D.*", "");
    return first.isEmpty() ? 0 : Integer.parseInt(first);
  }
}

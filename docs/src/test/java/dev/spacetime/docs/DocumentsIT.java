package dev.spacetime.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.config.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the documents tell their readers to run, and compares what they promise. */
class DocumentsIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path JAR = ROOT.resolve("server/target/spacetime.jar");
  private static final String TOKEN = "token-of-the-documents";
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");

  private static final Pattern TEST = Pattern.compile("`([A-Z][a-z]\\w+(?:Test|IT|Kit|Check))`");

  @TempDir Path folder;

  private record Example(String command, String answer) {}

  @Test
  void examplesOfTheReadmeAnswerAsTheySay() throws Exception {
    List<Example> examples = examples(Files.readString(ROOT.resolve("README.md")));
    Process server = serve();
    try (BufferedReader out = server.inputReader()) {
      String address = out.readLine().substring("listening on ".length());
      Curl curl = new Curl();
      for (Example example : examples) {
        String command =
            example.command().replace("http://127.0.0.1:8080", address).replace("$TOKEN", TOKEN);
        assertThat(withoutTimes(curl.run(command)))
            .as(example.command())
            .isEqualTo(withoutTimes(example.answer()));
      }
    } finally {
      server.destroy();
      assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(server.exitValue()).isZero();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(7);
    System.out.printf("%d examples of the README answered as it says%n", examples.size());
  }

  @Test
  void commandsOfTheGuideStart() throws Exception {
    String jar = "java -jar server/target/spacetime.jar --";
    List<String> commands = new ArrayList<>();
    for (Path document : documents()) {
      Files.readString(document)
          .lines()
          .filter(line -> line.startsWith(jar))
          .forEach(commands::add);
    }
    assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
    for (String command : commands) {
      Process server =
          serve("exec " + command.replace("server/target/spacetime.jar", JAR.toString()));
      try (BufferedReader out = server.inputReader()) {
        assertThat(out.readLine()).as(command).startsWith("listening on ");
      } finally {
        server.destroy();
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(server.exitValue()).as(command).isZero();
    }
    System.out.printf("%d commands of the documents started%n", commands.size());
  }

  @Test
  void guideListsEverySetting() throws IOException {
    String guide = Files.readString(ROOT.resolve("docs/guide/README.md"));
    StringBuilder table = new StringBuilder();
    for (Setting setting : Setting.values()) {
      String value = setting.defaultValue();
      table
          .append("| `" + setting.flag() + "=" + setting.valueLabel().replace("|", "\\|") + "` ")
          .append("| `" + setting.environmentVariable() + "` ")
          .append(value.isEmpty() ? "| " : "| `" + value + "` ")
          .append("| " + setting.description() + " |\n");
    }
    assertThat(guide).contains(table);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        Path target = document.getParent().resolve(link.group(1));
        if (!link.group(1).contains("://") && !Files.exists(target)) {
          broken.add(ROOT.relativize(document) + " -> " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Set<String> tests = testClasses();
    Set<String> missing = new TreeSet<>();
    int named = 0;
    for (Path document : documents()) {
      Matcher name = TEST.matcher(Files.readString(document));
      for (; name.find(); named++) {
        missing.add(name.group(1));
      }
    }
    missing.removeAll(tests);
    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(50);
  }

  private static Set<String> testClasses() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().contains("/src/test/java/"))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }

  private Process serve() throws IOException {
    return serve("exec java -jar " + JAR + " --variant=optimized");
  }

  private Process serve(String command) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh", "-c", command.replace("exec java ", "exec " + java + " ") + " --port=0");
    builder.environment().put("SPACETIME_TOKEN", TOKEN);
    builder.environment().put("XDG_STATE_HOME", folder.toString());
    return builder.redirectError(folder.resolve("log.txt").toFile()).start();
  }

  private static List<Example> examples(String readme) {
    List<Example> examples = new ArrayList<>();
    List<String> lines = readme.substring(readme.indexOf("<!-- examples -->")).lines().toList();
    String command = "";
    for (String line : lines) {
      if (line.startsWith("$ ")) {
        command = line.substring(2);
      } else if (!command.isEmpty()) {
        examples.add(new Example(command, line));
        command = "";
      }
    }
    return examples;
  }

  private static String withoutTimes(String answer) {
    return answer
        .replaceAll("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z", "TIME")
        .replaceAll("\"load_duration_ms\":\\d+", "\"load_duration_ms\":N");
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> top = Files.list(ROOT)) {
      return Stream.concat(docs, top)
          .filter(path -> path.toString().endsWith(".md") && !path.toString().contains("target"))
          .toList();
    }
  }
}

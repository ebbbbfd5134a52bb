package dev.spacetime.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.config.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private static final Pattern TEST_METHOD = Pattern.compile("`(\\w+(?:Test|IT))`\\.(\\w+)");

  @TempDir Path folder;

  private record Example(String command, String answer) {}

  @Test
  void examplesOfTheReadmeAnswerAsTheySay() throws Exception {
    answerAsTheySay("README.md", 7);
  }

  @Test
  void examplesOfRolloutsAnswerAsTheySay() throws Exception {
    answerAsTheySay("docs/guide/rollout.md", 9);
  }

  private void answerAsTheySay(String document, int examplesMin) throws Exception {
    List<Example> examples = examples(Files.readString(ROOT.resolve(document)));
    Process server = serve();
    try (BufferedReader out = server.inputReader()) {
      String address = out.readLine().substring("listening on ".length());
      Curl curl = new Curl();
      for (Example example : examples) {
        String command =
            example.command().replace("http://127.0.0.1:8080", address).replace("$TOKEN", TOKEN);
        String answer =
            command.startsWith("curl ") ? curl.run(command) : told(command + " --url=" + address);
        assertThat(withoutFigures(answer))
            .as(example.command())
            .isEqualTo(withoutFigures(example.answer()));
      }
    } finally {
      server.destroy();
      assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(server.exitValue()).isZero();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(examplesMin);
    System.out.printf("%d examples of %s answered as it says%n", examples.size(), document);
  }

  /** What a command of the program says. */
  private String told(String command) throws Exception {
    List<String> words = new ArrayList<>(ShellWords.of(command));
    words.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.set(words.indexOf("spacetime.jar"), JAR.toString());
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("SPACETIME_TOKEN", TOKEN);
    Process process = builder.redirectError(folder.resolve("told.txt").toFile()).start();
    try (BufferedReader out = process.inputReader()) {
      String text = out.lines().collect(Collectors.joining("\n"));
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
      assertThat(process.exitValue()).as(command).isZero();
      return text;
    }
  }

  @Test
  void commandsOfTheGuideStart() throws Exception {
    String jar = "java -jar server/target/spacetime.jar --";
    String launcher = "server/target/spacetime/bin/spacetime --";
    List<String> commands = new ArrayList<>();
    for (Path document : documents()) {
      Files.readString(document)
          .lines()
          .filter(line -> line.startsWith(jar) || line.startsWith(launcher))
          .forEach(commands::add);
    }
    assertThat(commands).hasSizeGreaterThanOrEqualTo(4);
    for (String command : commands) {
      Process server = serve("exec " + command.replace("server/target/", ROOT + "/server/target/"));
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

  @Test
  void everyMethodOfTestsThatIsNamedExists() throws IOException {
    Set<String> missing = new TreeSet<>();
    int named = 0;
    for (Path document : documents()) {
      Matcher name = TEST_METHOD.matcher(Files.readString(document));
      for (; name.find(); named++) {
        if (!testSource(name.group(1)).contains(" " + name.group(2) + "(")) {
          missing.add(name.group());
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(40);
  }

  private static String testSource(String name) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      Optional<Path> source =
          files
              .filter(file -> file.toString().contains("/src/test/java/"))
              .filter(file -> file.endsWith(name + ".java"))
              .findFirst();
      return source.isPresent() ? Files.readString(source.get()) : "";
    }
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

  private static List<Example> examples(String document) {
    List<Example> examples = new ArrayList<>();
    String command = "";
    List<String> answer = new ArrayList<>();
    for (String line : document.substring(document.indexOf("<!-- examples -->")).lines().toList()) {
      boolean begins = line.startsWith("$ ");
      if ((begins || line.startsWith("```")) && !command.isEmpty()) {
        examples.add(new Example(command, String.join("\n", answer)));
        command = "";
      }
      if (begins) {
        command = line.substring(2);
        answer.clear();
      } else {
        answer.add(line);
      }
    }
    return examples;
  }

  // What the guard says, and what comparing costs, differs from run to run.
  private static String withoutFigures(String answer) {
    return answer
        .replaceAll("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z", "TIME")
        .replaceAll("\"load_duration_ms\":\\d+", "\"load_duration_ms\":N")
        .replaceAll("(?m)^verdict .*", "verdict")
        .replaceAll("(?m)^  .*\\R?", "")
        .replaceAll("\"verdict\":\\{.*?},\"shadow\"", "\"verdict\":{},\"shadow\"")
        .strip();
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

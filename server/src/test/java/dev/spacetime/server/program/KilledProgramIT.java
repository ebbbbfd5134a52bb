package dev.spacetime.server.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.TestProject;
import dev.spacetime.server.program.Program.Ended;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program, killed while it writes or given damaged files: it starts, and is right. */
@SuppressWarnings("NullAway.Init") // Filled before each test.
class KilledProgramIT {
  private static final int ROUNDS = Integer.getInteger("spacetime.kill.rounds", 4);
  private static final int CHANGES_MAX = 8;

  /** Who may do what is not guessed from half of it. */
  private static final List<String> REFUSED = List.of("tokens.json", "whitelist.json");

  private static final Duration ROUND_MAX = Duration.ofMinutes(3);
  private static final Call VALIDATION = Operator.validating("res://levels/one.tscn");

  private final Random random = new Random(40);

  @TempDir Path folder;
  private TestProject project;
  private Path data;

  @BeforeEach
  void makeProject() throws IOException {
    project = TestProject.in(folder);
    data = folder.resolve("data");
  }

  private Program start(String variant) throws IOException {
    return Program.start(
        folder,
        Map.of(),
        "--port=0",
        "--rate-limit=off",
        "--variant=" + variant,
        "--project=" + project.root(),
        "--data-dir=" + data);
  }

  @ParameterizedTest
  @ValueSource(strings = {"original", "optimized"})
  void whatWasAnsweredSurvivesEveryKill(String variant) throws Exception {
    Changes changes = new Changes();
    String verdict = "";
    for (int round = 0; round <= ROUNDS; round++) {
      try (Program program = start(variant)) {
        Operator operator = Operator.of(program, data);
        changes.check(operator, data);
        String text = operator.expect(VALIDATION).text();
        assertThat(text).isEqualTo(round == 0 ? text : verdict);
        verdict = text;
        assertThat(program.told()).doesNotContain("damaged", "put aside", "\tat ");
        killWhileItWrites(program, operator, changes);
      }
    }
    System.out.printf(
        "killed while it wrote, %s: %d times, %d changes answered%n",
        variant, ROUNDS + 1, changes.answered());
  }

  private void killWhileItWrites(Program program, Operator operator, Changes changes)
      throws Exception {
    ExecutorService client = Executors.newSingleThreadExecutor();
    try {
      int enough = changes.answered() + 1 + random.nextInt(CHANGES_MAX);
      Future<?> making = client.submit(() -> changes.makeUntilKilled(operator));
      Instant deadline = Instant.now().plus(ROUND_MAX);
      while (changes.answered() < enough && !making.isDone()) {
        assertThat(Instant.now()).as("too slow").isBefore(deadline);
        Thread.onSpinWait();
      }
      program.kill();
      making.get(ROUND_MAX.toSeconds(), TimeUnit.SECONDS);
    } finally {
      client.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"original", "optimized"})
  void damagedFilesCostNoRightAnswer(String variant) throws Exception {
    Path sound = folder.resolve("sound");
    Path kept = data;
    data = sound;
    String verdict = runOnce(variant);
    data = kept;
    List<Path> files;
    try (Stream<Path> all = Files.walk(sound)) {
      files = all.filter(Files::isRegularFile).map(sound::relativize).sorted().toList();
    }
    assertThat(files.stream().map(Path::toString))
        .contains("tokens.json", "token", "whitelist.json", "history.json", "audit.jsonl")
        .contains("rollout.json")
        .anyMatch(name -> name.endsWith(".data"))
        .anyMatch(name -> name.endsWith(".index"));
    for (Damage damage : Damage.values()) {
      for (String file : REFUSED) {
        copy(sound, data);
        damage.to(data.resolve(file));
        isRefused(variant, file);
      }
      copy(sound, data);
      for (Path file : files) {
        // What vouches for the cache stays, or the cache would not be looked at.
        if (!REFUSED.contains(file.toString()) && !file.endsWith("seal")) {
          damage.to(data.resolve(file));
        }
      }
      isServed(variant, verdict);
    }
  }

  private String runOnce(String variant) throws Exception {
    try (Program program = start(variant)) {
      Operator operator = Operator.of(program, data);
      new Changes().makeNext(operator);
      String verdict = operator.expect(VALIDATION).text();
      program.terminate();
      assertThat(program.ended().status()).isZero();
      return verdict;
    }
  }

  private void isRefused(String variant, String file) throws Exception {
    try (Program program = start(variant)) {
      Ended ended = program.ended();
      assertThat(ended.status()).as(file).isEqualTo(2);
      assertThat(ended.err()).contains(file, "damaged", "restore").doesNotContain("\tat ");
    }
  }

  private void isServed(String variant, String verdict) throws Exception {
    String secret = Files.readString(folder.resolve("sound/token")).strip();
    try (Program program = start(variant)) {
      Operator operator = Operator.of(program, data).as(secret);
      assertThat(operator.expect(VALIDATION).text()).isEqualTo(verdict);
      assertThat(operator.directories()).containsExactly("res://kept/1/");
      assertThat(operator.loaded()).isEmpty();
      assertThat(program.told()).contains("history can't be read").doesNotContain("\tat ");
    }
  }

  private enum Damage {
    FLIPPED_BIT {
      @Override
      void to(RandomAccessFile file) throws IOException {
        long middle = file.length() / 2;
        file.seek(middle);
        int old = file.read();
        file.seek(middle);
        file.write(old ^ 1);
      }
    },
    CUT_OFF {
      @Override
      void to(RandomAccessFile file) throws IOException {
        file.setLength(file.length() / 2);
      }
    };

    abstract void to(RandomAccessFile file) throws IOException;

    void to(Path path) throws IOException {
      if (Files.size(path) > 0) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
          to(file);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    new ProcessBuilder("rm", "-rf", to.toString()).start().onExit().join();
    Process copy = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start();
    assertThat(copy.onExit().join().exitValue()).isZero();
  }
}

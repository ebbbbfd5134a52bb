package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 in the middle of writes, over and over, between clean ends: every start is a good one. So
 * many rounds as the system property {@code spacetime.kill.rounds} says.
 */
class KilledProcessTest {
  private static final int ROUNDS = Integer.getInteger("spacetime.kill.rounds", 6);
  private static final String FOREVER = String.valueOf(Integer.MAX_VALUE);
  private static final String A_WHILE = "2000";

  @TempDir Path folder;

  @Test
  @Timeout(600)
  void everyStartIsAGoodOne() throws Exception {
    Random random = new Random(9);
    int warm = 0;
    for (int round = 0; round < ROUNDS; round++) {
      boolean clean = round % 3 == 0;
      warm += clean ? endClean() : killAfter(random.nextInt(20));
    }
    System.out.printf("%d starts after kills and clean ends: all good, %d warm%n", ROUNDS, warm);
    assertThat(warm).as("a start after a clean end finds something").isPositive();
  }

  private int endClean() throws Exception {
    try (ChildProcess writer = start(A_WHILE)) {
      int found = found(writer);
      while (writer.line() != null) {
        // It goes on to its end.
      }
      assertThat(writer.exit()).isZero();
      return found > 0 ? 1 : 0;
    }
  }

  private int killAfter(int dots) throws Exception {
    try (ChildProcess writer = start(FOREVER)) {
      int found = found(writer);
      for (int dot = 0; dot < dots; dot++) {
        assertThat(writer.line()).isEqualTo(".");
      }
      writer.kill();
      return found > 0 ? 1 : 0;
    }
  }

  private ChildProcess start(String writes) throws Exception {
    return ChildProcess.start(List.of(), KilledWriter.class, folder.toString(), writes);
  }

  /** It starts, and what it found had the right values: else it prints nothing and ends. */
  private static int found(ChildProcess writer) throws Exception {
    String line = writer.line();
    assertThat(line).startsWith("found ");
    return line == null ? 0 : Integer.parseInt(line.substring("found ".length()));
  }
}

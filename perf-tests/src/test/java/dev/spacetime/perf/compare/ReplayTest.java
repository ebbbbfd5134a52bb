package dev.spacetime.perf.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.perf.compare.FakeServer.Fault;
import dev.spacetime.perf.process.Request;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Corpus THOUSAND =
      new Corpus(
          IntStream.rangeClosed(1, 1_000)
              .mapToObj(i -> Request.get("/scenes?n=" + i).authorized("secret-of-the-test"))
              .toList());

  @Test
  void oneChangedByteInAThousandAnswersIsShownWithItsRequest() throws Exception {
    try (FakeServer first = new FakeServer(Fault.NONE, 0);
        FakeServer second = new FakeServer(Fault.CHANGED_BYTE, 731)) {
      Replay replay = new Replay(first.address(), second.address());
      replay.run(THOUSAND);
      Replay.Outcome outcome = replay.outcome();
      assertThat(outcome.requests()).isEqualTo(1_000);
      assertThat(outcome.mismatches()).isEqualTo(1);
      assertThat(outcome.shown())
          .containsExactly(
              new Replay.Mismatch(
                  "GET /scenes?n=731",
                  List.of("body at /scenes/0/path: \"res://main.tscn\" | \"res://rain.tscn\"")));
    }
  }

  @Test
  void equalServersDifferNowhere() throws Exception {
    try (FakeServer first = new FakeServer(Fault.NONE, 0);
        FakeServer second = new FakeServer(Fault.NONE, 0)) {
      Replay replay = new Replay(first.address(), second.address());
      replay.run(THOUSAND);
      assertThat(replay.outcome()).isEqualTo(new Replay.Outcome(1_000, 0, List.of()));
    }
  }
}

package dev.spacetime.perf.compare;

import dev.spacetime.perf.command.FailedException;
import dev.spacetime.perf.process.Allocation;
import dev.spacetime.perf.process.Connection;
import dev.spacetime.perf.process.JvmMemory;
import dev.spacetime.perf.process.Subject;
import dev.spacetime.statistics.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Answers first, then speed, then memory; what was found so far is kept whatever happens. */
final class Comparison {
  private final Subject first;
  private final Subject second;
  private final String token;
  private final CompareSettings settings;
  private final PrintWriter out;
  private final Replay replay;
  private Optional<Speed> speed = Optional.empty();
  private List<Report.Memory> memory = List.of();

  Comparison(
      Subject first, Subject second, String token, CompareSettings settings, PrintWriter out) {
    this.first = first;
    this.second = second;
    this.replay = new Replay(first.address(), second.address());
    this.token = token;
    this.settings = settings;
    this.out = out;
  }

  /**
   * @param recorded requests to compare the answers of; generated when there is no file
   */
  Report run(Optional<Path> recorded) throws InterruptedException {
    String problem = "";
    try {
      compareAnswers(recorded);
      measure();
    } catch (IOException | FailedException broken) {
      problem = described(broken);
    }
    return report(problem);
  }

  private void compareAnswers(Optional<Path> recorded) throws IOException {
    Corpus corpus = recorded.isPresent() ? Corpus.read(recorded.get(), token) : generated();
    out.printf("comparing the answers to %,d requests%n", corpus.requests().size());
    replay.run(corpus);
    out.print(MarkdownReport.answers(replay.outcome()));
    out.flush();
  }

  private Corpus generated() throws IOException {
    try (Connection connection = Connection.to(first.address())) {
      return Corpus.generated(connection, token);
    }
  }

  private void measure() throws IOException, InterruptedException {
    List<String> scenes;
    try (Connection connection = Connection.to(first.address())) {
      scenes = Corpus.scenes(connection, token);
    }
    Speed measured = new Speed(first, second, Workload.of(scenes, token), settings, out);
    speed = Optional.of(measured);
    if (first.localPid().isPresent() && second.localPid().isPresent()) {
      measureWithMemory(measured);
    } else {
      measured.run();
    }
  }

  private void measureWithMemory(Speed measured) throws IOException, InterruptedException {
    try (Allocation one = Allocation.of(first.localPid().orElseThrow());
        Allocation other = Allocation.of(second.localPid().orElseThrow())) {
      long oneBefore = one.allocatedBytes();
      long otherBefore = other.allocatedBytes();
      measured.run();
      memory =
          List.of(
              memory(first, one.allocatedBytes() - oneBefore, measured.requests(false)),
              memory(second, other.allocatedBytes() - otherBefore, measured.requests(true)));
    }
  }

  private static Report.Memory memory(Subject side, long allocatedBytes, long requests)
      throws IOException, InterruptedException {
    JvmMemory held = new JvmMemory(side.localPid().orElseThrow());
    return new Report.Memory(
        side.name(),
        held.residentBytes(),
        held.liveHeapBytes(),
        (double) allocatedBytes / Math.max(1, requests));
  }

  private String described(Exception broken) {
    for (Subject side : List.of(first, second)) {
      if (!side.isAlive()) {
        return side.name() + " ended in the middle" + lastWords(side);
      }
    }
    return String.valueOf(broken.getMessage());
  }

  private static String lastWords(Subject side) {
    try {
      String words = side.lastWords();
      return words.isEmpty() ? "" : ": " + words;
    } catch (IOException unreadable) {
      return "";
    }
  }

  private Report report(String problem) {
    List<Line> lines = speed.map(Speed::lines).orElse(List.of());
    return new Report(
        Report.SCHEMA_VERSION,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        problem,
        conditions(),
        replay.outcome(),
        lines,
        speed.map(Speed::noise).orElse(List.of()),
        memory,
        latencies(),
        timeline(),
        problem.isEmpty() ? Report.verdict(lines) : Verdict.INCONCLUSIVE);
  }

  private Report.Conditions conditions() {
    return new Report.Conditions(
        first.name(),
        second.name(),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        settings.seed(),
        settings.time().toSeconds(),
        settings.connections());
  }

  private List<Report.Curve> latencies() {
    List<Report.Curve> curves = new ArrayList<>();
    for (String name : speed.map(Speed::names).orElse(List.of())) {
      curve(name, false).ifPresent(curves::add);
      curve(name, true).ifPresent(curves::add);
    }
    return curves;
  }

  private Optional<Report.Curve> curve(String workload, boolean ofSecond) {
    Histogram whole = Block.latencies(blocks(workload, ofSecond));
    return whole.getTotalCount() == 0
        ? Optional.empty()
        : Optional.of(
            new Report.Curve(
                workload,
                side(ofSecond).name(),
                Report.Curve.PERCENTILES.stream()
                    .map(percentile -> whole.getValueAtPercentile(percentile) / 1e6)
                    .toList()));
  }

  private List<Report.Series> timeline() {
    List<Report.Series> all = new ArrayList<>();
    double begin = beginSeconds();
    for (String name : speed.map(Speed::names).orElse(List.of())) {
      for (boolean ofSecond : List.of(false, true)) {
        List<Block> blocks =
            blocks(name, ofSecond).stream()
                .sorted(Comparator.comparingDouble(Block::startSeconds))
                .toList();
        all.add(
            new Report.Series(
                name,
                side(ofSecond).name(),
                blocks.stream().map(block -> block.startSeconds() - begin).toList(),
                blocks.stream().map(Block::perSecond).toList()));
      }
    }
    return all;
  }

  private double beginSeconds() {
    return speed.map(Speed::names).orElse(List.of()).stream()
        .flatMap(name -> Stream.concat(blocks(name, false).stream(), blocks(name, true).stream()))
        .mapToDouble(Block::startSeconds)
        .min()
        .orElse(0);
  }

  private Subject side(boolean ofSecond) {
    return ofSecond ? second : first;
  }

  private List<Block> blocks(String workload, boolean ofSecond) {
    return speed.map(one -> one.blocks(workload, ofSecond)).orElse(List.of());
  }
}

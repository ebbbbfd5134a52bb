package dev.spacetime.perf.compare;

import dev.spacetime.perf.command.FailedException;
import dev.spacetime.perf.process.Subject;
import dev.spacetime.statistics.PairedRatio;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Measures both sides in interleaved blocks, each twice in a round, so that both are equally warm.
 * How much the first differs from itself is the noise of the machine. What was measured is kept
 * when a side dies.
 */
final class Speed {
  private static final double WARM_UP_SHARE = 0.3;
  private static final Duration WARM_UP_MAX = Duration.ofSeconds(30);

  private final Subject first;
  private final Subject second;
  private final List<Workload> workloads;
  private final CompareSettings settings;
  private final PrintWriter out;
  private final Map<String, Map<Turn, List<Block>>> blocks = new LinkedHashMap<>();

  private long firstRequests;
  private long secondRequests;

  Speed(
      Subject first,
      Subject second,
      List<Workload> workloads,
      CompareSettings settings,
      PrintWriter out) {
    this.first = first;
    this.second = second;
    this.workloads = workloads;
    this.settings = settings;
    this.out = out;
    workloads.forEach(workload -> blocks.put(workload.name(), new EnumMap<>(Turn.class)));
  }

  /** Whose block it is. */
  enum Turn {
    FIRST,
    FIRST_AGAIN,
    SECOND,
    SECOND_AGAIN;

    boolean ofSecond() {
      return this == SECOND || this == SECOND_AGAIN;
    }
  }

  void run() throws InterruptedException {
    Random random = new Random(settings.seed());
    long start = System.nanoTime();
    long warmUntil =
        start + Math.min(WARM_UP_MAX.toNanos(), (long) (settings.time().toNanos() * WARM_UP_SHARE));
    long end = start + settings.time().toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(settings.connections());
    try {
      while (System.nanoTime() < warmUntil) {
        round(threads, random, false);
      }
      // Less than so many rounds tell nothing: the time is not kept on a machine that is too slow.
      for (int round = 1; round <= PairedRatio.PAIRS_MIN || System.nanoTime() < end; round++) {
        round(threads, random, true);
        out.printf(
            "round %d, %d s left%n",
            round, Math.max(0, Duration.ofNanos(end - System.nanoTime()).toSeconds()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void round(ExecutorService threads, Random random, boolean counts)
      throws InterruptedException {
    List<Turn> turns = new ArrayList<>(Arrays.asList(Turn.values()));
    for (Workload workload : workloads) {
      Collections.shuffle(turns, random);
      Map<Turn, Block> round = new EnumMap<>(Turn.class);
      for (Turn turn : turns) {
        round.put(turn, block(threads, turn.ofSecond() ? second : first, workload));
      }
      if (counts) {
        Map<Turn, List<Block>> kept = blocks(workload.name());
        round.forEach(
            (turn, block) -> kept.computeIfAbsent(turn, one -> new ArrayList<>()).add(block));
      }
    }
  }

  private Block block(ExecutorService threads, Subject side, Workload workload)
      throws InterruptedException {
    try {
      Block block =
          Block.run(threads, settings.connections(), side.address(), workload, settings.block());
      if (side == second) {
        secondRequests += block.nanos().getTotalCount();
      } else {
        firstRequests += block.nanos().getTotalCount();
      }
      return block;
    } catch (IOException broken) {
      throw new FailedException(side.name() + " broke off at " + broken.getMessage(), broken);
    }
  }

  private Map<Turn, List<Block>> blocks(String workload) {
    return blocks.computeIfAbsent(workload, name -> new EnumMap<>(Turn.class));
  }

  List<Block> blocks(String workload, Turn turn) {
    return blocks(workload).getOrDefault(turn, List.of());
  }

  /** All of one side. */
  List<Block> blocks(String workload, boolean ofSecond) {
    return Arrays.stream(Turn.values())
        .filter(turn -> turn.ofSecond() == ofSecond)
        .flatMap(turn -> blocks(workload, turn).stream())
        .toList();
  }

  /** Requests to a side, those of the warm-up included. */
  long requests(boolean ofSecond) {
    return ofSecond ? secondRequests : firstRequests;
  }

  List<String> names() {
    return List.copyOf(blocks.keySet());
  }

  /** The second side beside the first; empty where fewer than three blocks were completed. */
  List<Line> lines() {
    return lines(name -> blocks(name, false), name -> blocks(name, true));
  }

  /** The first side beside itself. */
  List<Line> noise() {
    return lines(name -> blocks(name, Turn.FIRST), name -> blocks(name, Turn.FIRST_AGAIN));
  }

  private List<Line> lines(
      Function<String, List<Block>> side, Function<String, List<Block>> otherSide) {
    int together = workloads.size() * Figure.values().length;
    List<Line> lines = new ArrayList<>();
    for (String name : names()) {
      List<Block> ones = side.apply(name);
      List<Block> others = otherSide.apply(name);
      if (Math.min(ones.size(), others.size()) >= PairedRatio.PAIRS_MIN) {
        for (Figure figure : Figure.values()) {
          lines.add(Line.of(name, figure, ones, others, together, settings.seed()));
        }
      }
    }
    return lines;
  }
}

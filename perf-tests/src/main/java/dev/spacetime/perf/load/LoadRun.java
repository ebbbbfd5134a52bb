package dev.spacetime.perf.load;

import dev.spacetime.perf.budget.Measurements;
import dev.spacetime.perf.budget.RunFigures;
import dev.spacetime.perf.budget.Sample;
import dev.spacetime.perf.budget.SampleFile;
import dev.spacetime.perf.command.FailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One run of a profile: JMeter at work, its results read as they come. */
final class LoadRun {
  private static final long TICK_MILLIS = 500;
  private static final long LINE_NANOS = 5_000_000_000L;

  /** JMeter's own start and end, on a machine that has much else to do. */
  private static final int SECONDS_MORE_MAX = 180;

  private final JMeterHome home;
  private final Profile profile;
  private final Path folder;
  private final PrintWriter out;
  private final SampleFile file;
  private final Measurements measured;
  private final Progress progress = new Progress();
  private long firstSampleNanos;
  private long lastLineNanos = System.nanoTime();
  private RunFigures figures = RunFigures.NONE;
  private @Nullable FailedException failure;

  LoadRun(JMeterHome home, Profile profile, Path folder, PrintWriter out) {
    this.home = home;
    this.profile = profile;
    this.folder = folder;
    this.out = out;
    this.file = new SampleFile(folder.resolve("samples.jtl"));
    this.measured = new Measurements(profile::pauseMillis);
  }

  Measurements measured() {
    return measured;
  }

  RunFigures figures() {
    return figures;
  }

  /** Why it was cut short. */
  Optional<FailedException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Runs to the end, or until something fails; what was measured by then is kept.
   *
   * @param process the server, when it is ours
   * @param wanted false when nobody waits for the result any more
   */
  void run(ServerAddress server, Optional<LoadedServer> process, BooleanSupplier wanted)
      throws IOException, InterruptedException {
    server.check();
    Recovery recovery = new Recovery(server);
    CacheCounters before = CacheCounters.of(server.performance());
    Optional<LiveHeap> heap = process.map(own -> new LiveHeap(own.memory(), profile.seconds()));
    try (JMeterProcess jmeter = JMeterProcess.run(home, profile, server, folder)) {
      follow(jmeter, server, process, heap, wanted);
    } catch (FailedException cut) {
      failure = cut;
    }
    file.read(this::take);
    if (measured.all().requests() == 0 && failure == null) {
      failure = new FailedException("JMeter sent nothing; see " + folder.resolve("jmeter.log"));
    }
    if (failure == null) {
      figures =
          new RunFigures(
              CacheCounters.of(server.performance()).hitRatePercentSince(before),
              heap.map(LiveHeap::growthPercent).orElse(OptionalDouble.empty()),
              recovery.seconds());
    }
  }

  private void follow(
      JMeterProcess jmeter,
      ServerAddress server,
      Optional<LoadedServer> process,
      Optional<LiveHeap> heap,
      BooleanSupplier wanted)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + (profile.seconds() + SECONDS_MORE_MAX) * 1_000_000_000L;
    while (!jmeter.ended(TICK_MILLIS)) {
      file.read(this::take);
      checkServer(server, process);
      if (!wanted.getAsBoolean()) {
        throw new FailedException("Nobody waits for the run any more.");
      }
      if (System.nanoTime() > end) {
        throw new FailedException("JMeter did not end in time; see " + folder);
      }
      if (heap.isPresent() && firstSampleNanos != 0) {
        heap.get().look((System.nanoTime() - firstSampleNanos) / 1e9);
      }
      line();
    }
    jmeter.check();
  }

  private void take(Sample sample) {
    if (firstSampleNanos == 0) {
      firstSampleNanos = System.nanoTime();
    }
    measured.add(sample);
    progress.add(sample);
  }

  private void checkServer(ServerAddress server, Optional<LoadedServer> process)
      throws InterruptedException {
    boolean gone = process.isPresent() ? !process.get().isAlive() : !server.listens();
    if (gone) {
      String status =
          process.map(own -> "ended with status " + own.status()).orElse("no longer answers");
      throw new FailedException(
          "The server %s in the middle of the run, after %d requests; what was measured is in %s"
              .formatted(status, measured.all().requests(), folder));
    }
  }

  private void line() {
    long now = System.nanoTime();
    if (now - lastLineNanos >= LINE_NANOS && firstSampleNanos != 0) {
      out.println(progress.line((now - firstSampleNanos) / 1e9, (now - lastLineNanos) / 1e9));
      out.flush();
      lastLineNanos = now;
    }
  }
}

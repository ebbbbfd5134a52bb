package dev.spacetime.server.shadow;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.RouterVariantProvider;
import dev.spacetime.api.VariantContext;
import dev.spacetime.server.rollout.Observer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks both variants the same, off the request's thread, and keeps what they answer differently
 * (after GitHub's Scientist and Twitter's Diffy). Whoever answers a request asks {@link #wants}
 * first and takes a {@link #snapshot} if so, and afterwards {@link #offer}s what was served; none
 * of the three ever waits. The endpoints of the platform are not compared: the same code answers
 * them whichever variant is asked.
 */
public final class Shadow implements ComparedRequests, AutoCloseable {
  private final Function<String, Optional<RouterVariantProvider>> variants;
  private final VariantContext live;
  private final LongSupplier ticker;
  private final ShadowSettings settings;
  private final Predicate<Duration> filesChanged;
  private final MismatchLog log;
  private final Comparing.Parts parts;
  private final ReentrantLock replaying = new ReentrantLock();
  private @Nullable Comparing last;
  private volatile @Nullable Drawing drawing;

  /** Of how many requests it compares what. */
  private record Drawing(Comparing comparing, int percent) {}

  /**
   * @param variants by name
   * @param live what the variants that serve are built from
   * @param observer asked for at each comparison
   * @param busy whether there is no time for anything but requests
   * @param ticker nanoseconds since some moment
   */
  public Shadow(
      Function<String, Optional<RouterVariantProvider>> variants,
      VariantContext live,
      Supplier<Observer> observer,
      BooleanSupplier busy,
      LongSupplier ticker,
      ShadowSettings settings) {
    // Files bear the machine's time, whatever the server's clock says.
    this(
        variants,
        live,
        observer,
        busy,
        ticker,
        settings,
        new RecentChanges(live.project().files().root(), InstantSource.system()));
  }

  /**
   * The same.
   *
   * @param filesChanged whether a file of the project has changed within that time
   */
  Shadow(
      Function<String, Optional<RouterVariantProvider>> variants,
      VariantContext live,
      Supplier<Observer> observer,
      BooleanSupplier busy,
      LongSupplier ticker,
      ShadowSettings settings,
      Predicate<Duration> filesChanged) {
    this.filesChanged = filesChanged;
    this.variants = variants;
    this.live = live;
    this.ticker = ticker;
    this.settings = settings;
    this.log = new MismatchLog(settings.keptMax(), live.clock());
    this.parts = new Comparing.Parts(log, observer, busy, ticker, settings);
  }

  /**
   * Compares from now on; what was compared before is gone on with, if it is these two.
   *
   * @param percent of the requests, 0 to 100
   * @throws IllegalArgumentException when there is no such variant
   */
  public synchronized void compare(String stable, String candidate, int percent) {
    Comparing present = drawing == null ? null : drawing.comparing();
    if (present == null || !present.isBetween(stable, candidate)) {
      present = comparing(stable, candidate);
      stop();
      last = present;
    }
    drawing = new Drawing(present, percent);
  }

  /** Ends the comparison soon; its figures and what it found stay. */
  public synchronized void stop() {
    Drawing ended = drawing;
    drawing = null;
    if (ended != null) {
      ended.comparing().end();
    }
  }

  /** Draws whether a request is to be offered. */
  public boolean wants(Endpoint endpoint) {
    Drawing now = drawing;
    return now != null
        && endpoint.isOfVariants()
        && ThreadLocalRandom.current().nextInt(100) < now.percent();
  }

  /** The state at this moment, before a request is answered. */
  public StateSnapshot snapshot() {
    return StateSnapshot.of(live);
  }

  /** Has a request compared, if there is time for it. */
  public void offer(Served served) {
    Drawing now = drawing;
    if (now != null) {
      now.comparing().offer(served, served.before().isStill(snapshot()));
    }
  }

  /** Of the comparison that runs, or else of the last one. */
  @Override
  public synchronized ShadowFigures figures() {
    return last == null ? ShadowFigures.NONE : last.figures();
  }

  /**
   * The mismatches that are kept, newest first.
   *
   * @param before only those with a smaller number
   */
  @Override
  public MismatchPage mismatches(int limit, long before) {
    return log.page(limit, before);
  }

  /**
   * Runs a mismatch's request again, out of sight, and finds the smallest one that still differs
   * there.
   *
   * @param authorization the caller's own field, in the place of the one that was removed
   * @throws ApiException 404 when there is no such mismatch (any more), 503 while another is run
   */
  @Override
  public Replay replay(long number, String authorization) {
    MismatchLog.Kept kept =
        log.find(number).orElseThrow(() -> ApiException.notFound("There is no such mismatch"));
    if (!replaying.tryLock()) {
      throw ApiException.unavailable("Another mismatch is being replayed");
    }
    try (Sides sides = sides(kept.mismatch().stable(), kept.mismatch().candidate())) {
      return new Replaying(sides, kept, ticker).smallest(authorization);
    } finally {
      replaying.unlock();
    }
  }

  @Override
  public void close() {
    stop();
    Comparing ended = last();
    if (ended != null) {
      ended.close();
    }
  }

  private synchronized @Nullable Comparing last() {
    return last;
  }

  private Comparing comparing(String stable, String candidate) {
    Sides sides = sides(stable, candidate);
    Judge judge = new Judge(sides, filesChanged, RandomGenerator.getDefault());
    return new Comparing(stable, candidate, sides, judge, parts);
  }

  private Sides sides(String stable, String candidate) {
    return new Sides(provider(stable), provider(candidate), live, ticker, settings.deadline());
  }

  private RouterVariantProvider provider(String name) {
    return variants
        .apply(name)
        .orElseThrow(() -> new IllegalArgumentException("There is no variant " + name));
  }
}

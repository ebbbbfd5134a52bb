package dev.spacetime.server.shadow;

import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Endpoint;
import dev.spacetime.server.rollout.Side;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Whether the two sides differ, or only seem to. What the stable side also has with itself is noise
 * (after Diffy), and so may be what was found while the files were changing: that is asked again
 * when they have settled.
 */
final class Judge {
  /** A field that is one of two values by chance looks the same in all of these once in 16. */
  private static final int STABLE_RUNS = 5;

  /** What still differs after so many times was never the files. */
  private static final int ATTEMPTS_MAX = 5;

  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(1);

  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final Sides sides;
  private final Predicate<Duration> filesChanged;
  private final RandomGenerator random;

  /** What is known of a request. */
  sealed interface Verdict {
    /** Nothing differs, but for the stable side from itself. */
    record Same(boolean noise) implements Verdict {}

    /** Something differs, and is asked again later. */
    record Suspicious(Suspicion suspicion) implements Verdict {}

    /** The two differ. */
    record Different(Run stable, Run candidate, Differences differences) implements Verdict {}
  }

  /**
   * A difference that a changed file may explain.
   *
   * @param attempts how often it was asked again
   */
  record Suspicion(
      Sample sample, Run stable, Run candidate, Differences differences, int attempts) {}

  Judge(Sides sides, Predicate<Duration> filesChanged, RandomGenerator random) {
    this.sides = sides;
    this.filesChanged = filesChanged;
    this.random = random;
  }

  /**
   * @param served what the candidate answered, if that was at the sample's moment
   * @param age of what was served
   */
  Verdict examine(Sample sample, Optional<ApiResponse> served, Duration age, boolean checksItself)
      throws InterruptedException {
    Sides.Pair pair = sides.runBoth(sample, random);
    Run candidate = pair.candidate();
    Differences found = RunComparison.differences(sample, pair.stable(), candidate);
    if (found.isEmpty() && served.filter(Judge::isComparable).isPresent()) {
      candidate = Run.of(served.get(), sample.before());
      found = RunComparison.differences(sample, pair.stable(), candidate);
    }
    if (found.isEmpty()) {
      return new Verdict.Same(checksItself && differsFromItself(sample, pair.stable()));
    }
    return judged(sample, pair.stable(), candidate, found, age);
  }

  /** Asks again. */
  Verdict again(Suspicion suspicion) throws InterruptedException {
    Sample sample = suspicion.sample();
    Sides.Pair pair = sides.runBoth(sample, random);
    Differences found = RunComparison.differences(sample, pair.stable(), pair.candidate());
    if (!pair.stable().ended() || !pair.candidate().ended()) {
      return judged(sample, pair.stable(), pair.candidate(), found, Duration.ZERO);
    }
    Differences left =
        withoutNoise(sample, pair.stable(), found.at(suspicion.differences().places()));
    if (left.isEmpty()) {
      return new Verdict.Same(true);
    }
    int attempts = suspicion.attempts() + 1;
    return attempts < ATTEMPTS_MAX && filesChanged.test(NOTICED_WITHIN)
        ? new Verdict.Suspicious(
            new Suspicion(sample, pair.stable(), pair.candidate(), left, attempts))
        : new Verdict.Different(pair.stable(), pair.candidate(), left);
  }

  private Verdict judged(Sample sample, Run stable, Run candidate, Differences found, Duration age)
      throws InterruptedException {
    if (!stable.ended()) {
      return new Verdict.Same(true);
    }
    if (!candidate.ended()) {
      return new Verdict.Different(stable, candidate, found);
    }
    Differences left = withoutNoise(sample, stable, found);
    if (left.isEmpty()) {
      return new Verdict.Same(true);
    }
    if (filesChanged.test(NOTICED_WITHIN.plus(age))) {
      return new Verdict.Suspicious(new Suspicion(sample, stable, candidate, left, 0));
    }
    return isTheCandidates(sample, stable, candidate, left)
        ? new Verdict.Different(stable, candidate, left)
        : new Verdict.Same(true);
  }

  // What it does not do again it did all the same, unless it was something outside that changed: a
  // token's end, or the operator's whitelist.
  private boolean isTheCandidates(Sample sample, Run stable, Run candidate, Differences left)
      throws InterruptedException {
    boolean fromOutside =
        sample.endpoint() == Endpoint.WHITELIST_CHANGE
            || stable.answer().status() == UNAUTHORIZED
            || candidate.answer().status() == UNAUTHORIZED;
    return !fromOutside
        || !RunComparison.differences(sample, stable, sides.run(Side.CANDIDATE, sample))
            .at(left.places())
            .isEmpty();
  }

  private Differences withoutNoise(Sample sample, Run stable, Differences found)
      throws InterruptedException {
    Set<String> noise = new HashSet<>();
    Differences left = found;
    for (int i = 1; i < STABLE_RUNS && !left.isEmpty(); i++) {
      Run again = sides.run(Side.STABLE, sample);
      if (!again.ended()) {
        return Differences.NONE;
      }
      noise.addAll(RunComparison.differences(sample, stable, again).places());
      left = found.without(noise);
    }
    return left;
  }

  private boolean differsFromItself(Sample sample, Run stable) throws InterruptedException {
    return !RunComparison.differences(sample, stable, sides.run(Side.STABLE, sample)).isEmpty();
  }

  /** Whether a shadow could have given this answer. */
  private static boolean isComparable(ApiResponse served) {
    int status = served.status();
    return status != UNAUTHORIZED && status != TOO_MANY_REQUESTS && status != UNAVAILABLE;
  }

  /** Whether what was served can be compared: a change meets a state that others change too. */
  static boolean isComparable(Served served, boolean stateIsStill) {
    return served.side() == Side.CANDIDATE && served.endpoint().readsOnly() && stateIsStill;
  }
}

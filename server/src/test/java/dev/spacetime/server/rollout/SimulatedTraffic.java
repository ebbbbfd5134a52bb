package dev.spacetime.server.rollout;

import dev.spacetime.api.Endpoint;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Requests as a server has them: a few endpoints, each with its own lognormal durations, under a
 * load that rises and falls for both sides alike, and a few errors on both sides.
 */
final class SimulatedTraffic {
  static final Duration TICK = Duration.ofMillis(250);

  private static final int TICKS_TO_COLLECTION = 120;
  private static final double ERROR_RATE = 0.002;
  private static final double DRIFT = 0.02;

  private final SplittableRandom random;
  private final Fault fault;
  private final int requestsPerTick;
  private double load;
  private double leaked;
  private long tick;
  private long ofCandidate;

  /** An endpoint's share of the requests, median and spread of its durations. */
  private record Kind(Endpoint endpoint, double share, double medianNanos, double sigma) {}

  private static final Kind[] KINDS = {
    new Kind(Endpoint.SCENE_CURRENT, 0.5, 200_000, 0.4),
    new Kind(Endpoint.SCENES, 0.2, 2_000_000, 0.5),
    new Kind(Endpoint.SCENE_VALIDATE, 0.15, 1_000_000, 0.8),
    new Kind(Endpoint.SCENE_HISTORY, 0.1, 300_000, 0.5),
    new Kind(Endpoint.SCENE_LOAD, 0.05, 5_000_000, 1)
  };

  /**
   * What is wrong with the candidate.
   *
   * @param errorRate beside the usual errors
   * @param slowdown 1.1 takes 10 % longer
   * @param tailRate the share of the requests that take ten times as long
   * @param mismatchRate of compared answers
   * @param leak growth of the live heap from one collection to the next, of what it was
   */
  record Fault(
      double errorRate, double slowdown, double tailRate, double mismatchRate, double leak) {
    static final Fault NONE = new Fault(0, 1, 0, 0, 0);
  }

  SimulatedTraffic(Fault fault, int requestsPerTick, long seed) {
    this.fault = fault;
    this.requestsPerTick = requestsPerTick;
    this.random = new SplittableRandom(seed);
  }

  /** What happens until the next look; one request in ten is compared. */
  void tick(Observer observer, int sharePercent) {
    load = (1 - DRIFT) * load + DRIFT * random.nextGaussian() * 3;
    for (int i = 0; i < requestsPerTick; i++) {
      boolean candidate = random.nextInt(100) < sharePercent;
      request(observer, candidate ? Side.CANDIDATE : Side.STABLE);
      if (random.nextInt(10) == 0) {
        observer.compared(random.nextDouble() < fault.mismatchRate());
      }
    }
    if (++tick % TICKS_TO_COLLECTION == 0) {
      leaked += fault.leak();
      observer.liveHeap((long) (1e8 * (1 + 0.02 * random.nextGaussian() + leaked)));
    }
  }

  /** Requests that the candidate answered. */
  long ofCandidate() {
    return ofCandidate;
  }

  Duration time() {
    return TICK.multipliedBy(tick);
  }

  private void request(Observer observer, Side side) {
    Kind kind = kind();
    double duration =
        kind.medianNanos() * Math.exp(kind.sigma() * random.nextGaussian() + 0.3 * load);
    double errorRate = ERROR_RATE;
    if (side == Side.CANDIDATE) {
      ofCandidate++;
      errorRate += fault.errorRate();
      duration *= fault.slowdown() * (random.nextDouble() < fault.tailRate() ? 10 : 1);
    }
    observer.served(side, kind.endpoint(), random.nextDouble() < errorRate, (long) duration);
  }

  private Kind kind() {
    double place = random.nextDouble();
    int kind = 0;
    while (kind < KINDS.length - 1 && place >= KINDS[kind].share()) {
      place -= KINDS[kind].share();
      kind++;
    }
    return KINDS[kind];
  }
}

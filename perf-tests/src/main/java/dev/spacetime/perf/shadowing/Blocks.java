package dev.spacetime.perf.shadowing;

import dev.spacetime.perf.command.FailedException;
import dev.spacetime.perf.process.OpenModel;
import dev.spacetime.perf.process.Request;
import dev.spacetime.perf.process.ServerProcess;
import dev.spacetime.statistics.PairedRatio;
import dev.spacetime.statistics.RatioEstimate;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/**
 * Blocks of one request, now to the one server and now to the other.
 *
 * @param time of one block
 */
record Blocks(
    ServerProcess plain,
    ServerProcess shadowing,
    int perSecond,
    Duration time,
    int rounds,
    long seed) {
  private static final double CONFIDENCE = 0.95;
  private static final int CONNECTIONS = 8;

  /** The p99 of the shadowing server over the plain one's; a first round warms up. */
  RatioEstimate p99Ratio(Request request) throws IOException, InterruptedException {
    Random random = new Random(seed);
    double[] with = new double[rounds];
    double[] without = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      boolean plainFirst = random.nextBoolean();
      double before = plainFirst ? p99Micros(plain, request) : 0;
      double shadowed = p99Micros(shadowing, request);
      double alone = plainFirst ? before : p99Micros(plain, request);
      if (round >= 0) {
        with[round] = shadowed;
        without[round] = alone;
      }
    }
    return PairedRatio.estimate(with, without, CONFIDENCE, seed);
  }

  private double p99Micros(ServerProcess server, Request request)
      throws IOException, InterruptedException {
    OpenModel.Measured measured =
        OpenModel.run(
            server.address(),
            new OpenModel.Plan(request, perSecond, CONNECTIONS, time),
            OpenModel.Witness.NONE);
    if (measured.failures() > 0) {
      throw new FailedException(measured.failures() + " answers of " + request + " failed");
    }
    return Math.max(1, measured.micros().getValueAtPercentile(99));
  }
}

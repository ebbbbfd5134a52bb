package dev.spacetime.server.shadow;

import dev.spacetime.api.RouterVariantProvider;
import dev.spacetime.api.VariantContext;
import dev.spacetime.server.rollout.Side;
import dev.spacetime.server.shadow.ShadowFigures.Cost;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Both variants of a rollout, out of sight. For one caller at a time, but for the figures. */
final class Sides implements AutoCloseable {
  private final VariantContext live;
  private final LongSupplier ticker;
  private final Duration deadline;
  private final RunThread thread = new RunThread();
  private final Map<Side, RouterVariantProvider> providers = new EnumMap<>(Side.class);
  private final Map<Side, ShadowInstance> instances = new EnumMap<>(Side.class);
  private final Map<Side, CostMeter> meters = new EnumMap<>(Side.class);

  /** One run of each. */
  record Pair(Run stable, Run candidate) {}

  Sides(
      RouterVariantProvider stable,
      RouterVariantProvider candidate,
      VariantContext live,
      LongSupplier ticker,
      Duration deadline) {
    this.live = live;
    this.ticker = ticker;
    this.deadline = deadline;
    providers.put(Side.STABLE, stable);
    providers.put(Side.CANDIDATE, candidate);
    for (Side side : Side.values()) {
      meters.put(side, new CostMeter(ticker));
      renew(side);
    }
  }

  /** Both in random order, so that neither always finds warm what the other has touched. */
  Pair runBoth(Sample sample, RandomGenerator random) throws InterruptedException {
    if (random.nextBoolean()) {
      Run stable = measured(Side.STABLE, sample);
      return new Pair(stable, measured(Side.CANDIDATE, sample));
    }
    Run candidate = measured(Side.CANDIDATE, sample);
    return new Pair(measured(Side.STABLE, sample), candidate);
  }

  /** One more run, which counts for no figure. */
  Run run(Side side, Sample sample) throws InterruptedException {
    return run(side, sample, new CostMeter(ticker));
  }

  /** Whether so many runs hang that there can't be another one. */
  boolean isStuck() {
    return thread.isStuck();
  }

  Cost cost(Side side) {
    return meter(side).cost();
  }

  @Override
  public void close() {
    thread.close();
    instances.values().forEach(ShadowInstance::retire);
  }

  private Run measured(Side side, Sample sample) throws InterruptedException {
    return run(side, sample, meter(side));
  }

  private Run run(Side side, Sample sample, CostMeter meter) throws InterruptedException {
    ShadowInstance instance = Objects.requireNonNull(instances.get(side));
    Optional<Run> run =
        thread.call(
            () -> instance.run(sample.endpoint(), sample.request(), sample.before(), meter),
            deadline);
    if (run.isEmpty()) {
      instance.retire();
      renew(side);
    }
    return run.orElseGet(
        () -> Run.without("(no answer in " + deadline.toMillis() + " ms)", sample.before()));
  }

  private CostMeter meter(Side side) {
    return Objects.requireNonNull(meters.get(side));
  }

  private void renew(Side side) {
    RouterVariantProvider provider = Objects.requireNonNull(providers.get(side));
    instances.put(side, new ShadowInstance(provider, live, ticker));
  }
}

package dev.spacetime.server.platform;

import dev.spacetime.api.LogText;
import dev.spacetime.server.rollout.Mode;
import dev.spacetime.server.rollout.Observer;
import dev.spacetime.server.rollout.Rollout;
import dev.spacetime.server.rollout.RolloutTarget;
import dev.spacetime.server.shadow.Shadow;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a rollout takes effect: first in what answers, by one write; then in what is compared, and
 * in the requests that a withdrawn candidate has not answered. Tells the guard what no finished
 * request tells.
 */
final class RolloutEffects implements RolloutTarget {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutEffects.class);

  private final VariantSwitch variants;
  private final Shadow shadow;
  private final Flights flights;
  private final LiveHeap heap;
  private final Duration hang;
  private volatile @Nullable Rollout watched;

  /**
   * @param hang a request that the candidate works on for longer has failed and is woken
   */
  RolloutEffects(
      VariantSwitch variants, Shadow shadow, Flights flights, LiveHeap heap, Duration hang) {
    this.variants = variants;
    this.shadow = shadow;
    this.flights = flights;
    this.heap = heap;
    this.hang = hang;
  }

  @Override
  public Optional<String> problem(String variant) {
    Optional<String> unknown = variants.unknown(variant);
    if (unknown.isPresent()) {
      return unknown;
    }
    try {
      variants.prepare(variant);
      return Optional.empty();
    } catch (RuntimeException | LinkageError unfit) {
      LOG.error("The variant {} can't be made: {}", variant, LogText.of(unfit));
      return Optional.of("The variant " + variant + " can't be made ready; the log says why");
    }
  }

  @Override
  public void apply(Rollout rollout) {
    variants.apply(rollout);
    Rollout before = watched;
    // A candidate that answers nobody keeps nobody waiting, and its heap is not worth a pause.
    watched = rollout.candidate() != null && rollout.mode() != Mode.SHADOW ? rollout : null;
    compare(rollout);
    if (before != null && !rollout.stable().equals(judged(before))) {
      wake();
    }
  }

  private static @Nullable String judged(Rollout rollout) {
    return rollout.mode() == Mode.FIXED ? rollout.stable() : rollout.candidate();
  }

  @Override
  public void inform(Observer observer) {
    Rollout now = watched;
    if (now == null) {
      return;
    }
    observer.waiting(flights.oldestNanos());
    if (now.mode() == Mode.CANARY) {
      flights.interruptOlderThan(hang);
    }
    heap.measured().ifPresent(observer::liveHeap);
  }

  // Now, and when what the candidate began last has had as long as any other.
  private void wake() {
    flights.interruptOlderThan(hang);
    CompletableFuture.delayedExecutor(hang.toMillis() + 1, TimeUnit.MILLISECONDS)
        .execute(() -> flights.interruptOlderThan(hang));
  }

  // Comparing is never worth a failed switch.
  private void compare(Rollout rollout) {
    String candidate = rollout.candidate();
    try {
      if (candidate != null && rollout.shadowPercent() > 0) {
        shadow.compare(rollout.stable(), candidate, rollout.shadowPercent());
      } else {
        shadow.stop();
      }
    } catch (RuntimeException | LinkageError failed) {
      LOG.error("Nothing is compared: {}", LogText.of(failed));
    }
  }
}

package dev.spacetime.server.rollout;

import dev.spacetime.api.Endpoint;

/**
 * Keeps in mind how the variant does that answers alone and unguarded, for the next rollout: a few
 * samples between two looks, so that nobody notices.
 */
final class BaselineRecorder implements Observer {
  private static final int SAMPLES_MAX = 64;

  private final Baseline baseline;
  private final SampleBuffer samples = new SampleBuffer(SAMPLES_MAX);

  BaselineRecorder(Baseline baseline) {
    this.baseline = baseline;
  }

  @Override
  public void served(Side side, Endpoint endpoint, boolean failed, long durationNanos) {
    // A candidate that has been withdrawn may still have been at work.
    if (side == Side.STABLE) {
      samples.addIfRoom(endpoint, failed, durationNanos);
    }
  }

  @Override
  public void compared(boolean mismatch) {}

  @Override
  public void waiting(long oldestNanos) {}

  @Override
  public void liveHeap(long bytes) {}

  void learn() {
    samples.drain().byEndpoint().forEach(baseline::add);
  }
}

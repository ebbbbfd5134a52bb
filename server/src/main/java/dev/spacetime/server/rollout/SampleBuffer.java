package dev.spacetime.server.rollout;

import dev.spacetime.api.Endpoint;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Served requests between two looks: all of them while there is room, then a uniform sample
 * (algorithm R, Vitter 1985). Many threads write without waiting; one that is overtaken by a look
 * loses its sample.
 */
final class SampleBuffer {
  private static final int ENDPOINT_BITS = 8;
  private static final long ENDPOINT_MASK = (1 << ENDPOINT_BITS) - 1;
  private static final int DURATION_SHIFT = ENDPOINT_BITS + 2;
  private static final long DURATION_MAX = Long.MAX_VALUE >> DURATION_SHIFT;
  private static final Endpoint[] ENDPOINTS = Endpoint.values();

  private final int capacity;
  private volatile Filling filling;

  private static final class Filling {
    final AtomicInteger offered = new AtomicInteger();
    final AtomicLongArray samples;

    Filling(int capacity) {
      samples = new AtomicLongArray(capacity);
    }
  }

  SampleBuffer(int capacity) {
    this.capacity = capacity;
    this.filling = new Filling(capacity);
  }

  void add(Endpoint endpoint, boolean failed, long durationNanos) {
    Filling now = filling;
    int offered = now.offered.getAndIncrement();
    int place =
        offered < capacity ? offered : ThreadLocalRandom.current().nextInt(Math.max(1, offered));
    if (place < capacity) {
      now.samples.setRelease(place, packed(endpoint, failed, durationNanos));
    }
  }

  /** Cheaper: once there is no more room, nothing is written. */
  void addIfRoom(Endpoint endpoint, boolean failed, long durationNanos) {
    if (filling.offered.get() < capacity) {
      add(endpoint, failed, durationNanos);
    }
  }

  /** Takes out what there is, in no particular order. */
  EndpointSamples drain() {
    Filling full = filling;
    int offered = full.offered.get();
    if (offered == 0) {
      return EndpointSamples.NONE;
    }
    filling = new Filling(capacity);
    long[] samples = new long[Math.min(capacity, offered)];
    Arrays.setAll(samples, full.samples::getAcquire);
    return EndpointSamples.of(
        Arrays.stream(samples).filter(sample -> sample != 0).toArray(), offered);
  }

  // The lowest bit tells a sample from an empty place.
  @SuppressWarnings("EnumOrdinal") // A sample is a number, and lives for a moment.
  private static long packed(Endpoint endpoint, boolean failed, long durationNanos) {
    long duration = Math.max(0, Math.min(durationNanos, DURATION_MAX));
    return duration << DURATION_SHIFT | (long) endpoint.ordinal() << 2 | (failed ? 3 : 1);
  }

  static Endpoint endpoint(long sample) {
    return ENDPOINTS[(int) (sample >> 2 & ENDPOINT_MASK)];
  }

  static boolean failed(long sample) {
    return (sample & 2) != 0;
  }

  static long durationNanos(long sample) {
    return sample >> DURATION_SHIFT;
  }
}

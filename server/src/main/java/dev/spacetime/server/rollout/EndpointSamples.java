package dev.spacetime.server.rollout;

import dev.spacetime.api.Endpoint;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Samples of one side by endpoint: a rewrite may be faster here and slower there.
 *
 * @param requests that they were drawn from
 */
record EndpointSamples(Map<Endpoint, Outcomes> byEndpoint, long requests) {
  static final EndpointSamples NONE = new EndpointSamples(Map.of(), 0);

  private static final class Collected {
    final DoubleStream.Builder durations = DoubleStream.builder();
    long failed;

    void add(long sample) {
      if (SampleBuffer.failed(sample)) {
        failed++;
      } else {
        durations.add((double) SampleBuffer.durationNanos(sample));
      }
    }

    Outcomes outcomes() {
      return new Outcomes(durations.build().toArray(), failed);
    }
  }

  static EndpointSamples of(long[] samples, long requests) {
    Map<Endpoint, Collected> collected = new EnumMap<>(Endpoint.class);
    for (long sample : samples) {
      collected.computeIfAbsent(SampleBuffer.endpoint(sample), any -> new Collected()).add(sample);
    }
    Map<Endpoint, Outcomes> outcomes = new EnumMap<>(Endpoint.class);
    collected.forEach((endpoint, all) -> outcomes.put(endpoint, all.outcomes()));
    return new EndpointSamples(outcomes, requests);
  }

  Outcomes of(Endpoint endpoint) {
    return byEndpoint.getOrDefault(endpoint, Outcomes.NONE);
  }
}

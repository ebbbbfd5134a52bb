package dev.spacetime.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.Endpoint;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SampleBufferTest {
  @Test
  void givesBackWhatItWasTold() {
    SampleBuffer buffer = new SampleBuffer(10);
    for (Endpoint endpoint : new Endpoint[] {Endpoint.SCENE_CURRENT, Endpoint.AUDIT}) {
      buffer.add(endpoint, false, 0);
      buffer.add(endpoint, false, 123_456_789_012L);
      buffer.add(endpoint, true, -1);
    }
    EndpointSamples samples = buffer.drain();
    assertThat(samples.byEndpoint()).containsOnlyKeys(Endpoint.SCENE_CURRENT, Endpoint.AUDIT);
    assertThat(samples.requests()).isEqualTo(6);
    assertThat(samples.of(Endpoint.AUDIT).durations()).containsExactly(0, 123_456_789_012.0);
    assertThat(samples.of(Endpoint.AUDIT).failed()).isEqualTo(1);
    assertThat(samples.of(Endpoint.SCENES)).isSameAs(Outcomes.NONE);
    assertThat(buffer.drain().requests()).isZero();
  }

  @Test
  void isBoundedAndThinsOutEvenly() {
    SampleBuffer buffer = new SampleBuffer(1_000);
    for (int i = 0; i < 100_000; i++) {
      buffer.add(Endpoint.SCENES, false, i);
    }
    EndpointSamples samples = buffer.drain();
    assertThat(samples.requests()).isEqualTo(100_000);
    double[] durations = samples.of(Endpoint.SCENES).durations();
    assertThat(durations).hasSize(1_000);
    // The mean of 1,000 of 0 to 99,999, within five standard errors.
    assertThat(Arrays.stream(durations).average().orElseThrow()).isBetween(45_400.0, 54_600.0);
  }

  @Test
  void writesNothingMoreOnceItIsFull() {
    SampleBuffer buffer = new SampleBuffer(3);
    for (int i = 1; i <= 100; i++) {
      buffer.addIfRoom(Endpoint.SCENES, false, i);
    }
    assertThat(buffer.drain().of(Endpoint.SCENES).durations()).containsExactly(1, 2, 3);
  }

  @Test
  void losesNothingOfManyThreadsWhileThereIsRoom() throws InterruptedException {
    SampleBuffer buffer = new SampleBuffer(4_000);
    CountDownLatch together = new CountDownLatch(4);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                together.countDown();
                for (int j = 0; j < 1_000; j++) {
                  buffer.add(Endpoint.SCENES, j % 10 == 0, 5);
                }
              });
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Outcomes outcomes = buffer.drain().of(Endpoint.SCENES);
    assertThat(outcomes.failed()).isEqualTo(400);
    assertThat(outcomes.trials()).isEqualTo(4_000);
  }
}

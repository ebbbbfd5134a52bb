package dev.spacetime.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlightsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Flights flights = new Flights(nanos::get);

  @AfterEach
  void leaveTheThreadAsItWas() {
    boolean unused = Thread.interrupted();
  }

  @Test
  void theOldestIsKnown() {
    assertThat(flights.oldestNanos()).isZero();
    Flights.Flight first = flights.begin(true, true);
    nanos.set(5);
    Flights.Flight second = flights.begin(true, true);
    nanos.set(7);
    assertThat(flights.oldestNanos()).isEqualTo(7);
    first.close();
    assertThat(flights.oldestNanos()).isEqualTo(2);
    second.close();
    assertThat(flights.oldestNanos()).isZero();
  }

  @Test
  void onlyWhatTookTooLongIsWoken() {
    Flights.Flight flight = flights.begin(true, true);
    nanos.set(10);
    flights.interruptOlderThan(Duration.ofNanos(10));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    nanos.set(11);
    flights.interruptOlderThan(Duration.ofNanos(10));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    flight.close();
  }

  @Test
  void theInterruptionEndsWithTheRequest() {
    Flights.Flight flight = flights.begin(true, true);
    nanos.set(1);
    flights.interruptOlderThan(Duration.ZERO);
    flight.close();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    flights.interruptOlderThan(Duration.ZERO);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void theStableSideIsLeftAlone() {
    Flights.Flight flight = flights.begin(false, true);
    nanos.set(5);
    assertThat(flights.oldestNanos()).isZero();
    flights.interruptOlderThan(Duration.ZERO);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    flight.close();
  }

  @Test
  void aChangeMayTakeItsTime() {
    Flights.Flight flight = flights.begin(true, false);
    nanos.set(50);
    assertThat(flights.oldestNanos()).isEqualTo(5);
    flights.interruptOlderThan(Duration.ofNanos(5));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    nanos.set(60);
    flights.interruptOlderThan(Duration.ofNanos(5));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    flight.close();
  }
}

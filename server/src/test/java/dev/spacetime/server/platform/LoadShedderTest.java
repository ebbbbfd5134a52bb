package dev.spacetime.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** So many at once, and no more. */
@Timeout(30)
class LoadShedderTest {
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void whatFindsNoPlaceIsRefused() {
    LoadShedder shedder = new LoadShedder(ConcurrencyLimit.of(2), nanos::get);
    LoadShedder.Place first = shedder.admit().orElseThrow();
    LoadShedder.Place second = shedder.admit().orElseThrow();
    assertThat(shedder.admit()).isEmpty();
    assertThat(shedder.shed()).isEqualTo(1);
    first.served();
    LoadShedder.Place third = shedder.admit().orElseThrow();
    second.leave();
    third.leave();
    assertThat(shedder.limit()).isEqualTo(2);
  }

  @Test
  void whoWaitsGetsThePlaceOfWhoLeaves() throws Exception {
    LoadShedder shedder = new LoadShedder(ConcurrencyLimit.of(1), nanos::get);
    LoadShedder.Place place = shedder.admit().orElseThrow();
    Thread leaving = new Thread(place::leave);
    leaving.start();
    leaving.join();
    assertThat(shedder.admit()).isPresent();
  }

  @Test
  void withoutALimitNobodyIsRefused() {
    LoadShedder shedder = new LoadShedder(ConcurrencyLimit.OFF, nanos::get);
    for (int request = 0; request < 10_000; request++) {
      assertThat(shedder.admit()).isPresent();
    }
    assertThat(shedder.shed()).isZero();
  }

  @Test
  void theLimitFollowsTheTimes() {
    LoadShedder shedder = new LoadShedder(ConcurrencyLimit.ADAPTIVE, nanos::get);
    int begin = shedder.limit();
    rounds(shedder, 200, 1_000_000);
    int quick = shedder.limit();
    assertThat(quick).as("times stay as they are").isGreaterThan(begin);
    rounds(shedder, 5, 50_000_000);
    assertThat(shedder.limit()).as("times grow").isLessThan(quick);
    assertThat(shedder.limit()).as("the places follow").isEqualTo(fill(shedder).size());
  }

  @Test
  void aFixedLimitIsPositive() {
    assertThatThrownBy(() -> ConcurrencyLimit.of(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private void rounds(LoadShedder shedder, int rounds, long nanosEach) {
    for (int round = 0; round < rounds; round++) {
      List<LoadShedder.Place> places = fill(shedder);
      nanos.addAndGet(nanosEach);
      places.forEach(LoadShedder.Place::served);
    }
  }

  private static List<LoadShedder.Place> fill(LoadShedder shedder) {
    List<LoadShedder.Place> places = new ArrayList<>();
    for (var place = shedder.admit(); place.isPresent(); place = shedder.admit()) {
      places.add(place.get());
    }
    return places;
  }
}

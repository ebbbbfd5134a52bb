package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A region answers and counts like {@link RegionModel}, whatever is asked in whatever order. */
class RegionModelTest {
  private static final Duration TIME_TO_LIVE = Duration.ofMillis(100);
  private static final int KEYS = 12;
  private static final long ENTRIES_MAX = 1_000;

  private enum Action {
    PUT,
    GET,
    LOAD,
    FAIL_TO_LOAD,
    INVALIDATE,
    INVALIDATE_SOME,
    INVALIDATE_ALL,
    ADVANCE
  }

  private record Step(Action action, int key, int number) {}

  @Property(tries = 200)
  void answersLikeAPlainMap(@ForAll("steps") List<Step> steps) {
    FakeClock clock = new FakeClock();
    RegionModel model = new RegionModel(TIME_TO_LIVE, ENTRIES_MAX);
    try (Caches caches = Caches.open(clock)) {
      Region<Integer, String> region =
          caches.region(
              RegionSpec.of("model", Integer.class, String.class, ENTRIES_MAX, TIME_TO_LIVE));
      for (Step step : steps) {
        take(step, region, model, clock);
        assertThat(region.statistics()).as("after %s", step).isEqualTo(model.statistics());
      }
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Action> actions =
        Arbitraries.frequency(
            Tuple.of(6, Action.PUT),
            Tuple.of(6, Action.GET),
            Tuple.of(8, Action.LOAD),
            Tuple.of(2, Action.FAIL_TO_LOAD),
            Tuple.of(3, Action.INVALIDATE),
            Tuple.of(1, Action.INVALIDATE_SOME),
            Tuple.of(1, Action.INVALIDATE_ALL),
            Tuple.of(4, Action.ADVANCE));
    return Combinators.combine(
            actions, Arbitraries.integers().between(0, KEYS), Arbitraries.integers().between(1, 60))
        .as(Step::new)
        .list()
        .ofMinSize(50)
        .ofMaxSize(250);
  }

  private static void take(
      Step step, Region<Integer, String> region, RegionModel model, FakeClock clock) {
    int key = step.key();
    String value = "value " + step.number();
    switch (step.action()) {
      case PUT -> {
        region.put(key, value);
        model.put(key, value);
      }
      case GET -> assertThat(region.get(key)).isEqualTo(model.get(key));
      case LOAD -> assertThat(region.get(key, any -> value)).isEqualTo(model.load(key, value));
      case FAIL_TO_LOAD -> failToLoad(key, region, model);
      case INVALIDATE -> assertThat(region.invalidate(key)).isEqualTo(model.invalidate(key));
      case INVALIDATE_SOME ->
          assertThat(region.invalidateIf(other -> other < key))
              .isEqualTo(model.invalidateIf(other -> other < key));
      case INVALIDATE_ALL ->
          assertThat(region.invalidateAll()).isEqualTo(model.invalidateIf(any -> true));
      case ADVANCE -> {
        clock.advance(Duration.ofMillis(step.number()));
        model.advance(Duration.ofMillis(step.number()));
      }
    }
  }

  private static void failToLoad(int key, Region<Integer, String> region, RegionModel model) {
    IllegalStateException reason = new IllegalStateException("the source is down");
    model
        .failToLoad(key)
        .ifPresentOrElse(
            held -> assertThat(region.get(key, any -> "unused")).isEqualTo(held),
            () ->
                assertThatThrownBy(
                        () ->
                            region.get(
                                key,
                                any -> {
                                  throw reason;
                                }))
                    .isSameAs(reason));
  }
}

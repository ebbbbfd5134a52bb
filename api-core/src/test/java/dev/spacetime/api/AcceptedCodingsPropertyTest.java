package dev.spacetime.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AcceptedCodingsPropertyTest {
  private static final Set<ContentCoding> ALL = EnumSet.allOf(ContentCoding.class);

  /** Weights in thousandths by coding, all of them named. */
  @Provide
  Arbitrary<Map<ContentCoding, Integer>> weights() {
    return Arbitraries.integers()
        .between(0, 1_000)
        .list()
        .ofSize(4)
        .map(AcceptedCodingsPropertyTest::byCoding);
  }

  private static Map<ContentCoding, Integer> byCoding(List<Integer> weights) {
    Map<ContentCoding, Integer> byCoding = new EnumMap<>(ContentCoding.class);
    Iterator<Integer> next = weights.iterator();
    for (ContentCoding coding : ContentCoding.values()) {
      byCoding.put(coding, next.next());
    }
    return byCoding;
  }

  private static String field(Map<ContentCoding, Integer> weights) {
    StringBuilder field = new StringBuilder("deflate;q=1, ");
    weights.forEach(
        (coding, weight) ->
            field
                .append(coding.token())
                .append(" ; q=")
                .append(weight == 1_000 ? "1" : "0.%03d".formatted(weight))
                .append(" , "));
    return field.toString();
  }

  @Property
  void theBestLikedIsChosenAndTheSmallestOfEquals(
      @ForAll("weights") Map<ContentCoding, Integer> weights) {
    AcceptedCodings accepted = AcceptedCodings.of(field(weights), ALL);
    int best = weights.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    ContentCoding expected =
        best == 0
            ? ContentCoding.IDENTITY
            : weights.entrySet().stream()
                .filter(entry -> entry.getValue() == best)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElseThrow();
    assertThat(accepted.best()).isEqualTo(expected);
    assertThat(accepted.identityRefused())
        .isEqualTo(weights.getOrDefault(ContentCoding.IDENTITY, 0) == 0);
  }

  @Property
  void whatIsMissingHereIsNeverChosen(
      @ForAll("weights") Map<ContentCoding, Integer> weights,
      @ForAll Set<ContentCoding> available) {
    assertThat(AcceptedCodings.of(field(weights), available).best())
        .matches(best -> best == ContentCoding.IDENTITY || available.contains(best));
  }

  @Property
  void nothingThrows(@ForAll String field) {
    assertThat(AcceptedCodings.of(field, ALL).forBody(true)).isNotNull();
  }
}

package dev.spacetime.server.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SmallestTest {
  @Test
  void elementsThatDoItTogetherAreFound() {
    List<Integer> whole = IntStream.range(0, 100).boxed().toList();
    AtomicInteger tries = new AtomicInteger();
    List<Integer> smallest =
        DeltaDebugging.smallest(
            whole,
            some -> {
              tries.incrementAndGet();
              return some.containsAll(List.of(3, 50, 97));
            });
    assertThat(smallest).containsExactly(3, 50, 97);
    assertThat(tries.get()).isLessThan(100);
  }

  @Test
  void nothingIsLeftOfWhatAlwaysDoesIt() {
    assertThat(DeltaDebugging.smallest(List.of(1, 2, 3), some -> true)).isEmpty();
    assertThat(DeltaDebugging.smallest(List.of(), some -> false)).isEmpty();
  }

  @Test
  void oneElementThatDoesItStays() {
    assertThat(DeltaDebugging.smallest(List.of(7), some -> !some.isEmpty())).containsExactly(7);
  }

  @Test
  void membersTextsAndNumbersAreCut() {
    byte[] whole =
        """
        {"a":{"b":[1,2,{"path":"res://levels/one.tscn","n":1000}],"c":true},"d":"x"}
        """
            .getBytes(StandardCharsets.UTF_8);
    JsonNode document = Json.tree(whole).orElseThrow();
    byte[] smallest =
        SmallestJson.of(
            document,
            tried -> {
              String text = new String(tried, StandardCharsets.UTF_8);
              return text.contains("one")
                  && Json.tree(tried)
                      .orElseThrow()
                      .path("a")
                      .path("b")
                      .valueStream()
                      .anyMatch(element -> element.path("n").intValue(0) > 10);
            });
    assertThat(new String(smallest, StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":{\"b\":[{\"path\":\"one\",\"n\":15}]}}");
  }
}

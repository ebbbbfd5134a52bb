package dev.spacetime.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.HeaderFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AnswerComparisonTest {
  private static final AnswerComparison OF_VARIANTS =
      new AnswerComparison(PermittedDifference.OF_VARIANTS);
  private static final AnswerComparison OF_SERVERS =
      new AnswerComparison(PermittedDifference.OF_SERVERS);

  private static Answer json(String body, String... headers) {
    return new Answer(200, HeaderFields.of(headers), body.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> differences(String first, String second) {
    return OF_VARIANTS.differences("/scenes", json(first), json(second)).stream()
        .map(Difference::toString)
        .toList();
  }

  @Test
  void statusHeadersAndFieldsAreTold() {
    Answer first = json("{\"a\":{\"b/c\":[1,2]}}", "X-One", "1", "X-Two", "2");
    Answer second =
        new Answer(
            404,
            HeaderFields.of("x-one", "1", "X-Two", "3", "X-More", "4"),
            "{\"a\":{\"b/c\":[1,3]}}".getBytes(StandardCharsets.UTF_8));
    assertThat(OF_VARIANTS.differences("/scene", first, second).stream().map(Object::toString))
        .containsExactly(
            "status: 200 | 404",
            "header x-more: (absent) | 4",
            "header x-two: 2 | 3",
            "body at /a/b~1c/1: 2 | 3");
  }

  @Test
  void typeOrderPresenceAndFormCount() {
    assertThat(differences("{\"a\":1}", "{\"a\":\"1\"}")).containsExactly("body at /a: 1 | \"1\"");
    assertThat(differences("{\"a\":1}", "{\"a\":1.0}")).containsExactly("body at /a: 1 | 1.0");
    assertThat(differences("{\"a\":null}", "{}")).containsExactly("body at /a: null | (absent)");
    assertThat(differences("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}"))
        .containsExactly("body at /: members in the order [a, b] | members in the order [b, a]");
    assertThat(differences("[1]", "[1,2]")).containsExactly("body at /: 1 elements | 2 elements");
    assertThat(differences("{\"a\":1}", "{\"a\": 1}"))
        .containsExactly("body at byte 5: {\"a\":1} | {\"a\": 1}");
    assertThat(differences("one", "two")).containsExactly("body at byte 0: one | two");
  }

  @Test
  void onlyWhatIsPermittedMayDiffer() {
    Answer first = json("{\"load_duration_ms\":1,\"x\":1}", "ETag", "\"1\"", "Date", "today");
    Answer second = json("{\"load_duration_ms\":2,\"x\":1}", "Age", "3");
    assertThat(OF_SERVERS.differences("/scene/history", first, second)).isEmpty();
    assertThat(OF_VARIANTS.differences("/scene/history", first, second))
        .extracting(Difference::where)
        .containsExactly("/load_duration_ms");
    assertThat(OF_SERVERS.differences("/metrics", json("a 1"), json("a 2"))).isEmpty();
    assertThat(
            OF_SERVERS.differences(
                "/scene/history", json("{\"loaded_at\":null}"), json("{\"loaded_at\":\"now\"}")))
        .hasSize(1);
  }

  @Test
  void secretsMayDifferAndAreNeverShown() {
    String one = "st_" + "a".repeat(43);
    String other = "st_" + "b".repeat(43);
    assertThat(differences("{\"secret\":\"" + one + "\"}", "{\"secret\":\"" + other + "\"}"))
        .isEmpty();
    assertThat(differences("{\"other\":\"" + one + "\"}", "{\"other\":\"x\"}"))
        .containsExactly("body at /other: \"SECRET\" | \"x\"");
    assertThat(differences("is " + one, "is " + other).toString()).doesNotContain("aaa", "bbb");
    assertThat(ShownText.of("Authorization: Bearer my-token")).doesNotContain("my-token");
  }

  @Test
  void manyDifferencesAreBounded() {
    String ones = IntStream.range(0, 500).mapToObj(i -> "1").collect(Collectors.joining(","));
    assertThat(differences("[" + ones + "]", "[" + ones.replace('1', '2') + "]")).hasSize(20);
    assertThat(differences("x".repeat(9000), "y".repeat(9000)).toString().length())
        .isLessThan(1000);
  }

  @Property(tries = 200)
  void oneChangedByteIsAlwaysFound(@ForAll byte[] body, @ForAll int place, @ForAll byte change) {
    if (body.length == 0 || change == 0) {
      return;
    }
    byte[] changed = body.clone();
    changed[Math.floorMod(place, body.length)] ^= change;
    Answer first = new Answer(200, HeaderFields.NONE, body);
    Answer second = new Answer(200, HeaderFields.NONE, changed);
    assertThat(OF_SERVERS.differences("/scene", first, second)).isNotEmpty();
    assertThat(OF_SERVERS.differences("/scene", first, first)).isEmpty();
  }
}

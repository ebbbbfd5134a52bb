package dev.spacetime.server.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.comparison.Answer;
import dev.spacetime.comparison.AnswerComparison;
import dev.spacetime.comparison.PermittedDifference;
import java.time.Duration;
import java.util.List;

/**
 * Sends every request to two platforms and demands the same answer, byte for byte, apart from what
 * {@link PermittedDifference} names. Gives on what the first one said.
 */
public final class TwinClient implements ApiClient {
  private static final AnswerComparison COMPARISON =
      new AnswerComparison(PermittedDifference.OF_VARIANTS);

  private final ApiClient first;
  private final ApiClient second;

  public TwinClient(ApiClient first, ApiClient second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public Reply send(Call call) {
    Reply one = first.send(call);
    Reply other = second.send(call);
    assertThat(COMPARISON.differences(call.path(), answer(one), answer(other)))
        .as("answers to %s", call)
        .isEmpty();
    assertThat(contentTag(other)).as("tag of %s", call).isEqualTo(contentTag(one));
    return one;
  }

  @Override
  public List<ApiClient> single() {
    return List.of(first, second);
  }

  @Override
  public void pass(Duration time) {
    first.pass(time);
    second.pass(time);
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }

  // In another coding the same content has the same tag and the coding behind it.
  private static String contentTag(Reply reply) {
    return reply.header("ETag").replaceAll("(?<=.{22})-[a-z]+\\d+\"$", "\"");
  }

  private static Answer answer(Reply reply) {
    return new Answer(reply.status(), reply.headers(), reply.decoded());
  }
}

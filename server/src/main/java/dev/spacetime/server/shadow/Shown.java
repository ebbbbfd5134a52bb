package dev.spacetime.server.shadow;

import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.LogText;
import dev.spacetime.comparison.Answer;
import dev.spacetime.comparison.Difference;
import dev.spacetime.server.shadow.Judge.Verdict.Different;
import dev.spacetime.server.shadow.Mismatch.ShownAnswer;
import dev.spacetime.server.shadow.Mismatch.ShownRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How what has no secrets any more is shown: cut to a bound, without control characters. */
final class Shown {
  private static final int LENGTH_MAX = 4_096;
  private static final int FIELDS_MAX = 100;

  private Shown() {}

  static ShownRequest request(ApiRequest request) {
    return new ShownRequest(
        request.method().name(),
        text(request.path()),
        text(request.query()),
        fields(request.headers()),
        body(WithoutSecrets.bytes(request.body())));
  }

  static ShownAnswer answer(Answer answer) {
    return new ShownAnswer(answer.status(), fields(answer.headers()), body(answer.body()));
  }

  /** The answers' differences: those in what is secret without their values. */
  static List<Difference> differences(Sample sample, Different different) {
    Map<String, Difference> clean = new HashMap<>();
    RunComparison.answers(
            sample,
            WithoutSecrets.answer(different.stable().answer()),
            WithoutSecrets.answer(different.candidate().answer()))
        .forEach(one -> clean.put(one.part() + one.where(), one));
    return different.differences().answer().stream()
        .map(one -> clean.getOrDefault(one.part() + one.where(), withoutValues(one)))
        .toList();
  }

  private static Difference withoutValues(Difference one) {
    return new Difference(one.part(), one.where(), WithoutSecrets.REMOVED, WithoutSecrets.REMOVED);
  }

  private static List<String> fields(HeaderFields headers) {
    return headers.fields().stream()
        .limit(FIELDS_MAX)
        .map(field -> text(field.name() + ": " + field.value()))
        .toList();
  }

  private static String body(byte[] body) {
    return text(new String(body, StandardCharsets.UTF_8));
  }

  private static String text(String text) {
    String cut = text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) + "…" : text;
    return LogText.of(cut);
  }
}

package dev.spacetime.api;

import dev.spacetime.api.wire.ErrorAnswer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The one place where an error becomes an answer. */
public final class ErrorAnswers {
  private static final String NO_STORE = "no-store";

  /** Missing, malformed or wrong: the client is never told which. */
  public static final ApiResponse UNAUTHORIZED =
      answer(ErrorCode.UNAUTHORIZED, "Missing or invalid authentication token");

  private ErrorAnswers() {}

  public static ApiResponse answer(ErrorCode code, String message) {
    ApiResponse answer =
        ApiResponse.json(code.status(), new ErrorAnswer(code.title(), message))
            .with("Cache-Control", NO_STORE);
    return code == ErrorCode.UNAUTHORIZED ? answer.with("WWW-Authenticate", "Bearer") : answer;
  }

  /** The answer to an unexpected failure; only the log knows what it was. */
  public static ApiResponse internal(String requestId) {
    return answer(
        ErrorCode.INTERNAL,
        "The request failed inside the server; its log tells more under request id " + requestId);
  }

  /**
   * What comes of a request, whatever happens meanwhile.
   *
   * @param failed is told of what was no refusal
   */
  public static ApiResponse answered(
      ApiRequest request, Supplier<ApiResponse> work, Consumer<Throwable> failed) {
    try {
      return work.get();
    } catch (ApiException refused) {
      return refused.answer();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError failure) {
      failed.accept(failure);
      return internal(request.requestId());
    }
  }
}

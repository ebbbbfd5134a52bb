package dev.spacetime.api;

import java.util.List;

/**
 * A request is refused. The message is told to the client, so it never holds a file-system path, a
 * class name or a secret.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiResponse answer;
  private final ErrorCode code;

  private ApiException(ErrorCode code, String message, ApiResponse answer) {
    // A refusal is an everyday answer: no stack trace is worth its cost.
    super(message, null, false, false);
    this.code = code;
    this.answer = answer;
  }

  public static ApiException of(ErrorCode code, String message) {
    return new ApiException(code, message, ErrorAnswers.answer(code, message));
  }

  public static ApiException of(ErrorCode code, String message, List<Header> headers) {
    return new ApiException(code, message, ErrorAnswers.answer(code, message).with(headers));
  }

  /** A refusal whose body says more than the common error shape. */
  public static ApiException answering(ErrorCode code, String message, ApiResponse answer) {
    return new ApiException(code, message, answer);
  }

  public static ApiException badRequest(String message) {
    return of(ErrorCode.BAD_REQUEST, message);
  }

  public static ApiException forbidden(String message) {
    return of(ErrorCode.FORBIDDEN, message);
  }

  public static ApiException notFound(String message) {
    return of(ErrorCode.NOT_FOUND, message);
  }

  /** 409: not as things stand now. */
  public static ApiException conflict(String message) {
    return of(ErrorCode.CONFLICT, message);
  }

  /** 503, worth another try in a second. */
  public static ApiException unavailable(String message) {
    return of(ErrorCode.UNAVAILABLE, message, List.of(new Header("Retry-After", "1")));
  }

  public ErrorCode code() {
    return code;
  }

  public ApiResponse answer() {
    return answer;
  }
}

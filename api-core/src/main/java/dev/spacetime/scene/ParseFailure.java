package dev.spacetime.scene;

/** Carries the first error out of the parser, to where it becomes a refusal. */
final class ParseFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final int offset;

  ParseFailure(ProblemCode code, int offset, String message) {
    // A refusal is an ordinary result: it needs no stack trace.
    super(message, null, false, false);
    this.code = code;
    this.offset = offset;
  }

  ProblemCode code() {
    return code;
  }

  /** The byte of the text at which the error stands. */
  int offset() {
    return offset;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}

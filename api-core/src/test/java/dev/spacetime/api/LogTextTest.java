package dev.spacetime.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {
  @Test
  void whatIsNotVisibleIsWrittenOut() {
    assertThat(LogText.of("a\r\nb\tc\u001b[31m\u0085\u202e\u2028\u007fé☃\udb40\udc41😀\ud83d"))
        .isEqualTo(
            "a\\u000d\\u000ab\\u0009c\\u001b[31m\\u0085\\u202e\\u2028\\u007fé☃\\udb40\\udc41😀\ud83d");
  }

  @Test
  void failurePrintsAsItselfWithHarmlessMessages() {
    Throwable failure =
        new IllegalStateException("one\n2026 INFO forged", new RuntimeException("two\u001b[2J"));
    assertThat(LogText.of(failure))
        .startsWith("java.lang.IllegalStateException: one\\u000a2026 INFO forged\n\tat ")
        .contains("LogTextTest")
        .contains("\nCaused by: java.lang.RuntimeException: two\\u001b[2J\n\tat ");
  }

  @Test
  void ringOfCausesEnds() {
    RuntimeException one = new RuntimeException("one");
    one.initCause(new RuntimeException("two", one));
    assertThat(LogText.of(one).split("Caused by: ", -1)).hasSize(10);
  }
}

package dev.spacetime.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class FailureLogTest {
  private final FakeClock clock = new FakeClock();
  private final LongAdder failures = new LongAdder();
  private final Lines lines = new Lines();
  private final FailureLog log = new FailureLog("scenes", clock, lines, failures);

  @Test
  void everyFailureIsCountedAndOneAMinuteIsLogged() {
    for (int i = 0; i < 1_000; i++) {
      log.failed("a look-up", new IllegalStateException("out of order"));
    }
    clock.advance(Duration.ofSeconds(59));
    log.failed("a look-up", new IllegalStateException("out of order"));
    clock.advance(Duration.ofSeconds(1));
    log.failed("storing", new IllegalStateException("out of order"));
    assertThat(failures.sum()).isEqualTo(1_002);
    assertThat(lines.written)
        .containsExactly(
            "Region scenes does without its cache: a look-up failed, 1 failures so far",
            "Region scenes does without its cache: storing failed, 1002 failures so far");
  }

  private static final class Lines extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    private final transient List<String> written = new ArrayList<>();

    @Override
    public boolean isTraceEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String message,
        Object @Nullable [] arguments,
        @Nullable Throwable cause) {
      written.add(MessageFormatter.basicArrayFormat(message, arguments));
    }
  }
}

package dev.spacetime.perf.load;

import dev.spacetime.perf.budget.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened since the last line. */
final class Progress {
  private final List<Long> millis = new ArrayList<>();
  private long errors;

  void add(Sample sample) {
    millis.add(sample.elapsedMillis());
    errors += sample.succeeded() ? 0 : 1;
  }

  /** The line, and a new beginning. */
  String line(double passedSeconds, double seconds) {
    millis.sort(null);
    String line =
        String.format(
            Locale.ROOT,
            "%5.0f s %8.1f requests/s   p95 %5d ms %6d errors",
            passedSeconds,
            millis.size() / seconds,
            millis.isEmpty() ? 0 : millis.get((int) Math.ceil(millis.size() * 0.95) - 1),
            errors);
    millis.clear();
    errors = 0;
    return line;
  }
}

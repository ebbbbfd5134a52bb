package dev.spacetime.server.platform;

import dev.spacetime.api.Access;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.RequestBody;
import dev.spacetime.api.wire.WhitelistCommand;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells what was refused to whom, and what operators changed. A flood of refusals fills no disk:
 * what is too much in an interval is counted and told at its end, with the next refusal.
 */
final class SecurityLog {
  static final int REFUSALS_MAX = 50;
  static final Duration INTERVAL = Duration.ofSeconds(10);

  // Not let in, not allowed, too large, too often, too much at once.
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 413, 429, 503);

  private static final Set<Endpoint> CHANGES =
      EnumSet.of(
          Endpoint.WHITELIST_CHANGE,
          Endpoint.VARIANT_SWITCH,
          Endpoint.ROLLOUT_CHANGE,
          Endpoint.ROLLOUT_PAUSE,
          Endpoint.ROLLOUT_RESUME,
          Endpoint.ROLLOUT_PROMOTE,
          Endpoint.ROLLOUT_ROLLBACK,
          Endpoint.CACHE_INVALIDATE,
          Endpoint.TOKENS_CHANGE);

  private final LongSupplier ticker;
  private final Consumer<String> lines;
  private long intervalBegin;
  private int written;
  private long leftOut;

  SecurityLog(LongSupplier ticker, Consumer<String> lines) {
    this.ticker = ticker;
    this.lines = lines;
    this.intervalBegin = ticker.getAsLong();
  }

  /** The request as it is to be answered, so that {@link #answered} can tell what it asked for. */
  ApiRequest remembered(Endpoint endpoint, ApiRequest request) {
    return endpoint == Endpoint.WHITELIST_CHANGE
        ? request.with(request.query(), request.headers(), new RecordedBody(request.body()))
        : request;
  }

  /**
   * @param remembered the request that was answered
   */
  void answered(Endpoint endpoint, ApiRequest remembered, int status) {
    if (endpoint.access() != Access.PUBLIC && REFUSALS.contains(status)) {
      refused(endpoint, remembered, status);
    } else if (status < 300 && CHANGES.contains(endpoint) && !isValidation(remembered)) {
      lines.accept(line("changed", endpoint, remembered, status));
    }
  }

  // It asks whether a path would be allowed, as often as it likes. What is not sure to be one, as
  // it is too long to be remembered or nobody but its variant understands it, is told.
  private static boolean isValidation(ApiRequest remembered) {
    return remembered.body() instanceof RecordedBody body
        && body.again().filter(again -> isValidation(remembered, again)).isPresent();
  }

  private static boolean isValidation(ApiRequest answered, RequestBody body) {
    try {
      return WhitelistCommand.from(answered.with(answered.query(), answered.headers(), body))
          instanceof WhitelistCommand.Validate;
    } catch (ApiException notUnderstood) {
      return false;
    }
  }

  private synchronized void refused(Endpoint endpoint, ApiRequest request, int status) {
    long now = ticker.getAsLong();
    if (now - intervalBegin >= INTERVAL.toNanos()) {
      if (leftOut > 0) {
        lines.accept("refused " + leftOut + " more");
      }
      intervalBegin = now;
      written = 0;
      leftOut = 0;
    }
    if (written == REFUSALS_MAX) {
      leftOut++;
      return;
    }
    written++;
    lines.accept(line("refused", endpoint, request, status));
  }

  // Nothing in it is the client's own text: the address and the id are checked, the path is ours.
  private static String line(String what, Endpoint endpoint, ApiRequest request, int status) {
    return "%s %s %s for %s: %d, request %s"
        .formatted(
            what,
            endpoint.method(),
            endpoint.path(),
            request.client().text(),
            status,
            request.requestId());
  }
}

package dev.spacetime.server.shadow;

import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.ErrorAnswers;
import dev.spacetime.api.LogText;
import dev.spacetime.api.RouterVariant;
import dev.spacetime.api.RouterVariantProvider;
import dev.spacetime.api.VariantContext;
import dev.spacetime.session.DetachedSession;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A variant out of sight: built when it is first asked, on views of the state, for one request at a
 * time. It shares with the one that serves only what neither changes: the project, the tokens and
 * the clock.
 */
final class ShadowInstance {
  private static final Logger LOG = LoggerFactory.getLogger(ShadowInstance.class);

  private final RouterVariantProvider provider;
  private final VariantContext live;
  private final DetachedSession session;
  private final WhitelistView whitelist;
  private @Nullable RouterVariant variant;
  private boolean running;
  private boolean retired;

  ShadowInstance(RouterVariantProvider provider, VariantContext live, LongSupplier ticker) {
    StateSnapshot now = StateSnapshot.of(live);
    this.provider = provider;
    this.live = live;
    this.session = new DetachedSession(now.session(), live.clock(), ticker);
    this.whitelist = new WhitelistView(now.whitelist());
  }

  /** Answers a request as if it came at that moment. */
  Run run(Endpoint endpoint, ApiRequest request, StateSnapshot before, CostMeter meter) {
    begin();
    try {
      session.startFrom(before.session());
      whitelist.startFrom(before.whitelist());
      ApiResponse answer = answer(endpoint, request, meter);
      return new Run(answer, session.state(), whitelist.rules(), true);
    } finally {
      end();
    }
  }

  /** Closes it, or has it closed when what it is doing has ended. */
  synchronized void retire() {
    retired = true;
    if (!running) {
      close();
    }
  }

  private synchronized void begin() {
    running = true;
  }

  private synchronized void end() {
    running = false;
    if (retired) {
      close();
    }
  }

  private void close() {
    RouterVariant built = variant;
    variant = null;
    if (built != null) {
      built.close();
    }
  }

  // As a request that is served is answered.
  private ApiResponse answer(Endpoint endpoint, ApiRequest request, CostMeter meter) {
    return ErrorAnswers.answered(
        request,
        () -> measured(endpoint, request, meter),
        failed ->
            LOG.debug(
                "Shadow of {} failed at {}: {}", provider.name(), endpoint, LogText.of(failed)));
  }

  private ApiResponse measured(Endpoint endpoint, ApiRequest request, CostMeter meter) {
    RouterVariant asked = variant();
    CostMeter.Begin begin = meter.begin();
    try {
      return asked.handle(endpoint, request);
    } finally {
      meter.end(begin);
    }
  }

  private RouterVariant variant() {
    RouterVariant built = variant;
    if (built == null) {
      built = provider.create(context());
      variant = built;
    }
    return built;
  }

  private VariantContext context() {
    return new VariantContext(
        live.project(),
        session,
        () -> live.tokens().tokens(),
        live.signedTokens(),
        whitelist,
        new OpenLimits(live.rateLimiter()),
        (endpoint, request, caller, statistics) -> {
          throw new UnsupportedOperationException(endpoint + " is not shadowed");
        },
        live.cache().inMemory(),
        live.clock());
  }
}

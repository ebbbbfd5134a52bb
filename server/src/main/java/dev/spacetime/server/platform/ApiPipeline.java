package dev.spacetime.server.platform;

import dev.spacetime.access.RateLimiter;
import dev.spacetime.api.AcceptedCodings;
import dev.spacetime.api.Access;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.CacheStatus;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.EndpointRouter;
import dev.spacetime.api.ErrorAnswers;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.api.Header;
import dev.spacetime.api.HeldAnswer;
import dev.spacetime.api.ReadyAnswer;
import dev.spacetime.api.RouterVariant;
import dev.spacetime.server.platform.VariantCalls.Called;
import dev.spacetime.server.platform.VariantSwitch.Choice;
import dev.spacetime.server.rollout.Observer;
import dev.spacetime.server.rollout.Side;
import dev.spacetime.server.shadow.StateSnapshot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The way of every request, with a socket or without: where it leads, which variant answers it,
 * what became of it. Never throws.
 */
public final class ApiPipeline {
  private static final String CACHE_CONTROL = "Cache-Control";
  private static final String RATE_LIMIT_FIELD = "RateLimit-Policy";
  private static final List<Header> ALWAYS =
      List.of(
          new Header("X-Content-Type-Options", "nosniff"),
          new Header("X-Frame-Options", "DENY"),
          new Header("Referrer-Policy", "no-referrer"));
  private static final Header NO_CONTENT_RUNS =
      new Header(
          "Content-Security-Policy",
          "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'");

  private static final int BAD_REQUEST = 400;

  /** The work; health checks, figures and what operators need to mend things get through. */
  private static final Set<Endpoint> SHEDDABLE =
      EnumSet.of(
          Endpoint.SCENE_CURRENT,
          Endpoint.SCENE_LOAD,
          Endpoint.SCENE_VALIDATE,
          Endpoint.SCENES,
          Endpoint.SCENE_RELOAD,
          Endpoint.SCENE_HISTORY,
          Endpoint.WHITELIST);

  private static final ApiResponse TOO_BUSY =
      ErrorAnswers.answer(ErrorCode.UNAVAILABLE, "Too many requests are running; try again")
          .with("Retry-After", "1");

  private final VariantSwitch variants;
  private final VariantOverride override;
  private final VariantCalls calls;
  private final Supplier<Observer> observer;
  private final RateLimiter rateLimiter;
  private final RequestMetrics metrics;
  private final Documents documents;
  private final Representations representations;
  private final LongSupplier ticker;
  private final SecurityLog securityLog;
  private final LoadShedder shedder;
  private final Predicate<HeldAnswer> sendableUnsaid;

  ApiPipeline(
      VariantSwitch variants,
      VariantOverride override,
      VariantCalls calls,
      Supplier<Observer> observer,
      RateLimiter rateLimiter,
      RequestMetrics metrics,
      Documents documents,
      Representations representations,
      LoadShedder shedder,
      LongSupplier ticker) {
    this.variants = variants;
    this.override = override;
    this.calls = calls;
    this.observer = observer;
    this.rateLimiter = rateLimiter;
    this.metrics = metrics;
    this.documents = documents;
    this.representations = representations;
    this.shedder = shedder;
    this.sendableUnsaid = sendableAs(AcceptedCodings.UNSAID);
    this.ticker = ticker;
    this.securityLog = new SecurityLog(ticker, LoggerFactory.getLogger("security")::info);
  }

  /** Answers a request, wholly by the variant that is chosen when it begins. */
  public ApiResponse answer(IncomingRequest incoming) {
    String requestId = RequestId.of(incoming.headers().first(RequestId.FIELD));
    EndpointRouter.Route route = EndpointRouter.route(incoming.method(), incoming.path());
    ApiResponse answer =
        route instanceof EndpointRouter.Route.Found found
            ? timed(found.endpoint(), request(incoming, found.endpoint(), requestId))
            : refusal(route);
    return answer.with(commonFields(answer)).with(RequestId.FIELD, requestId);
  }

  /**
   * The answer that {@link #answer} would give, where the active variant holds it: found without
   * blocking, counted and limited like any other. It is not shed: it costs less than a refusal.
   * Empty, with nothing counted, for every request that is to take the long way.
   */
  public Optional<PreparedAnswer> ifReady(IncomingRequest incoming) {
    if (!(EndpointRouter.route(incoming.method(), incoming.path())
        instanceof EndpointRouter.Route.Found found)) {
      return Optional.empty();
    }
    Endpoint endpoint = found.endpoint();
    AcceptedCodings accepted = representations.accepted(endpoint, incoming.headers()).orElse(null);
    if (accepted == null || override.isAsked(incoming.headers())) {
      return Optional.empty();
    }
    Choice choice = variants.choice(incoming.headers(), incoming.client());
    long begin = ticker.getAsLong();
    ApiRequest request =
        request(incoming, endpoint, RequestId.of(incoming.headers().first(RequestId.FIELD)));
    Optional<StateSnapshot> before = calls.beforeHeld(choice, endpoint);
    Optional<ReadyAnswer> ready = ready(choice.variant(), endpoint, request, sendable(accepted));
    if (ready.isEmpty()) {
      return Optional.empty();
    }
    metrics.began();
    HeldAnswer sent = form(request, accepted, endpoint, ready.get().held());
    int status = sent.answer().status();
    ended(choice, choice.side(), false, endpoint, status, ticker.getAsLong() - begin);
    metrics.tookFastLane();
    calls.sent(choice, endpoint, request, before, ready.get().held().answer());
    return Optional.of(new PreparedAnswer(sent, ready.get().fields(), request.requestId()));
  }

  // Most requests that are counted in bytes say nothing of codings: for them nothing is made.
  private Predicate<HeldAnswer> sendable(AcceptedCodings accepted) {
    return accepted.equals(AcceptedCodings.UNSAID) ? sendableUnsaid : sendableAs(accepted);
  }

  private Predicate<HeldAnswer> sendableAs(AcceptedCodings accepted) {
    return held -> representations.isReady(held.answer().content(), accepted);
  }

  private HeldAnswer form(
      ApiRequest request, AcceptedCodings accepted, Endpoint endpoint, HeldAnswer held) {
    return endpoint.isPlainRead()
        ? held.form(
                KeptAnswer.class,
                answer -> KeptAnswer.of(representations, endpoint, answer.with(CacheStatus.HIT)))
            .to(request.headers(), accepted)
        : held.form(HeldAnswer.class, answer -> new HeldAnswer(whole(endpoint, answer)));
  }

  /** An answer with all fields that are the same for everybody. */
  static ApiResponse whole(Endpoint endpoint, ApiResponse held) {
    ApiResponse controlled = held.with(cacheControl(endpoint, held));
    return controlled.with(commonFields(controlled));
  }

  private ApiResponse timed(Endpoint endpoint, ApiRequest asked) {
    ApiRequest request = securityLog.remembered(endpoint, asked);
    long begin = ticker.getAsLong();
    metrics.began();
    Called called = called(endpoint, request);
    ApiResponse sent =
        VariantCalls.answered(
            endpoint, request, () -> representations.of(endpoint, request, called.answer()));
    ApiResponse answer = complete(endpoint, request, sent);
    long nanos = ticker.getAsLong() - begin;
    ended(called.by(), called.shows(), called.failed(), endpoint, answer.status(), nanos);
    securityLog.answered(endpoint, request, answer.status());
    return answer;
  }

  // Nothing is made for it: the fast lane comes this way.
  private void ended(
      Choice by,
      @Nullable Side shows,
      boolean failed,
      Endpoint endpoint,
      int status,
      long durationNanos) {
    metrics.ended(by.name(), endpoint, status, durationNanos);
    if (shows != null) {
      observer.get().served(shows, endpoint, failed, durationNanos);
    }
  }

  private Called called(Endpoint endpoint, ApiRequest request) {
    Choice choice = variants.choice(request.headers(), request.client());
    try {
      return admitted(override.of(request).orElse(choice), endpoint, request);
    } catch (ApiException refused) {
      return Called.unasked(refused.answer(), choice);
    }
  }

  private Called admitted(Choice choice, Endpoint endpoint, ApiRequest request) {
    if (!SHEDDABLE.contains(endpoint)) {
      return calls.call(choice, endpoint, request);
    }
    Optional<LoadShedder.Place> place = shedder.admit();
    if (place.isEmpty()) {
      return Called.unasked(TOO_BUSY, choice);
    }
    Called called = calls.call(choice, endpoint, request);
    if (called.answer().status() < BAD_REQUEST) {
      place.get().served();
    } else {
      place.get().leave();
    }
    return called;
  }

  // A refusal or a failure is worked out again on the long way, where it is counted and logged.
  private static Optional<ReadyAnswer> ready(
      RouterVariant variant,
      Endpoint endpoint,
      ApiRequest request,
      Predicate<HeldAnswer> sendable) {
    try {
      return variant.ifReady(endpoint, request, sendable);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError failed) {
      return Optional.empty();
    }
  }

  private static List<Header> cacheControl(Endpoint endpoint, ApiResponse answer) {
    String control = answer.status() < BAD_REQUEST ? endpoint.cacheControl() : "no-store";
    return answer.header(CACHE_CONTROL).isPresent()
        ? List.of()
        : List.of(new Header(CACHE_CONTROL, control));
  }

  private ApiResponse complete(Endpoint endpoint, ApiRequest request, ApiResponse answer) {
    List<Header> missing = new ArrayList<>(cacheControl(endpoint, answer));
    if (endpoint.access() != Access.PUBLIC && answer.header(RATE_LIMIT_FIELD).isEmpty()) {
      missing.addAll(rateLimiter.fields(endpoint, request.client()));
    }
    ApiResponse complete = answer.with(missing);
    return endpoint == Endpoint.DASHBOARD && answer.status() == 401 && acceptsHtml(request)
        ? documents.dashboardRefusal(complete)
        : complete;
  }

  private static boolean acceptsHtml(ApiRequest request) {
    return request.headers().all("Accept").stream().anyMatch(value -> value.contains("text/html"));
  }

  private static ApiRequest request(IncomingRequest incoming, Endpoint endpoint, String requestId) {
    return new ApiRequest(
        endpoint.method(),
        incoming.path(),
        incoming.query(),
        incoming.headers(),
        incoming.body(),
        incoming.client(),
        requestId);
  }

  private static ApiResponse refusal(EndpointRouter.Route route) {
    return route instanceof EndpointRouter.Route.WrongMethod wrong
        ? ErrorAnswers.answer(
                ErrorCode.METHOD_NOT_ALLOWED, "This path answers " + wrong.allowed() + " only")
            .with("Allow", wrong.allowed())
        : ErrorAnswers.answer(ErrorCode.NOT_FOUND, "There is no such endpoint");
  }

  private static List<Header> commonFields(ApiResponse answer) {
    List<Header> fields = new ArrayList<>(ALWAYS);
    if (answer.header(NO_CONTENT_RUNS.name()).isEmpty()) {
      fields.add(NO_CONTENT_RUNS);
    }
    return fields;
  }
}

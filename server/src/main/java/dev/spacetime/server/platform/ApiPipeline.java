package dev.spacetime.server.platform;

import dev.spacetime.access.RateLimiter;
import dev.spacetime.api.Access;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.EndpointRouter;
import dev.spacetime.api.ErrorAnswers;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.api.Header;
import dev.spacetime.api.LogText;
import dev.spacetime.api.RouterVariant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every request, with a socket or without: where it leads, which variant answers it,
 * what became of it. Never throws.
 */
public final class ApiPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(ApiPipeline.class);
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
  private final RateLimiter rateLimiter;
  private final RequestMetrics metrics;
  private final Documents documents;
  private final LongSupplier ticker;
  private final SecurityLog securityLog;
  private final LoadShedder shedder;

  ApiPipeline(
      VariantSwitch variants,
      RateLimiter rateLimiter,
      RequestMetrics metrics,
      Documents documents,
      LoadShedder shedder,
      LongSupplier ticker) {
    this.variants = variants;
    this.rateLimiter = rateLimiter;
    this.metrics = metrics;
    this.documents = documents;
    this.shedder = shedder;
    this.ticker = ticker;
    this.securityLog = new SecurityLog(ticker, LoggerFactory.getLogger("security")::info);
  }

  /** Answers a request, wholly by the variant that is active when it begins. */
  public ApiResponse answer(IncomingRequest incoming) {
    String requestId = RequestId.of(incoming.headers().first(RequestId.FIELD));
    EndpointRouter.Route route = EndpointRouter.route(incoming.method(), incoming.path());
    ApiResponse answer =
        route instanceof EndpointRouter.Route.Found found
            ? timed(found.endpoint(), request(incoming, found, requestId))
            : refusal(route);
    return answer.with(commonFields(answer, requestId));
  }

  private ApiResponse timed(Endpoint endpoint, ApiRequest request) {
    VariantSwitch.Active active = variants.active();
    long begin = ticker.getAsLong();
    metrics.began();
    ApiResponse answer = complete(endpoint, request, admitted(active.variant(), endpoint, request));
    metrics.ended(active.name(), endpoint, answer.status(), ticker.getAsLong() - begin);
    securityLog.answered(endpoint, request, answer.status());
    return answer;
  }

  private ApiResponse admitted(RouterVariant variant, Endpoint endpoint, ApiRequest request) {
    if (!SHEDDABLE.contains(endpoint)) {
      return handle(variant, endpoint, request);
    }
    Optional<LoadShedder.Place> place = shedder.admit();
    if (place.isEmpty()) {
      return TOO_BUSY;
    }
    ApiResponse answer = handle(variant, endpoint, request);
    if (answer.status() < BAD_REQUEST) {
      place.get().served();
    } else {
      place.get().leave();
    }
    return answer;
  }

  private ApiResponse handle(RouterVariant variant, Endpoint endpoint, ApiRequest request) {
    try {
      return variant.handle(endpoint, request);
    } catch (ApiException refused) {
      return refused.answer();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError failed) {
      LOG.error("Request {} to {} failed: {}", request.requestId(), endpoint, LogText.of(failed));
      return ErrorAnswers.internal(request.requestId());
    }
  }

  private ApiResponse complete(Endpoint endpoint, ApiRequest request, ApiResponse answer) {
    List<Header> missing = new ArrayList<>();
    if (answer.header("Cache-Control").isEmpty()) {
      String control = answer.status() < 300 ? endpoint.cacheControl() : "no-store";
      missing.add(new Header("Cache-Control", control));
    }
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

  private static ApiRequest request(
      IncomingRequest incoming, EndpointRouter.Route.Found found, String requestId) {
    return new ApiRequest(
        found.endpoint().method(),
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

  private static List<Header> commonFields(ApiResponse answer, String requestId) {
    List<Header> fields = new ArrayList<>(ALWAYS);
    if (answer.header(NO_CONTENT_RUNS.name()).isEmpty()) {
      fields.add(NO_CONTENT_RUNS);
    }
    fields.add(new Header(RequestId.FIELD, requestId));
    return fields;
  }
}

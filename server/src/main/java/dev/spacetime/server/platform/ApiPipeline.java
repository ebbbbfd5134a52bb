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
import java.util.List;
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

  private final VariantSwitch variants;
  private final RateLimiter rateLimiter;
  private final RequestMetrics metrics;
  private final Documents documents;
  private final LongSupplier ticker;

  ApiPipeline(
      VariantSwitch variants,
      RateLimiter rateLimiter,
      RequestMetrics metrics,
      Documents documents,
      LongSupplier ticker) {
    this.variants = variants;
    this.rateLimiter = rateLimiter;
    this.metrics = metrics;
    this.documents = documents;
    this.ticker = ticker;
  }

  /** Answers a request, wholly by the variant that is active when it begins. */
  public ApiResponse answer(IncomingRequest incoming) {
    String requestId = RequestId.of(incoming.headers().first(RequestId.FIELD));
    EndpointRouter.Route route = EndpointRouter.route(incoming.method(), incoming.path());
    ApiResponse answer =
        route instanceof EndpointRouter.Route.Found found
            ? timed(found.endpoint(), request(incoming, found, requestId))
            : refusal(route);
    return answer.with(commonFields(requestId));
  }

  private ApiResponse timed(Endpoint endpoint, ApiRequest request) {
    VariantSwitch.Active active = variants.active();
    long begin = ticker.getAsLong();
    metrics.began();
    ApiResponse answer = complete(endpoint, request, handle(active.variant(), endpoint, request));
    metrics.ended(active.name(), endpoint, answer.status(), ticker.getAsLong() - begin);
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

  private static List<Header> commonFields(String requestId) {
    List<Header> fields = new ArrayList<>(ALWAYS);
    fields.add(new Header(RequestId.FIELD, requestId));
    return fields;
  }
}

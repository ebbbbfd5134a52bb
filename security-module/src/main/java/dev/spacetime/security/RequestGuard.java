package dev.spacetime.security;

import dev.spacetime.access.Principal;
import dev.spacetime.access.RateLimiter;
import dev.spacetime.api.Access;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.ErrorAnswers;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.api.Header;
import dev.spacetime.api.wire.TooManyRequestsAnswer;
import java.util.List;
import java.util.Optional;

/**
 * The checks before a request's body is looked at, in the contract's order: authentication, role,
 * origin, rate limit. The health checks pass: a probe has no token and must not run out of
 * requests.
 */
public final class RequestGuard {
  private final Authenticator authenticator;
  private final RateLimiter rateLimiter;

  public RequestGuard(Authenticator authenticator, RateLimiter rateLimiter) {
    this.authenticator = authenticator;
    this.rateLimiter = rateLimiter;
  }

  /**
   * Lets a request in, and takes it from the client's limit.
   *
   * @throws ApiException 401, 403 or 429, its answer with the fields of the limits too
   */
  public Admission admit(Endpoint endpoint, ApiRequest request) {
    if (endpoint.access() == Access.PUBLIC) {
      return Admission.PUBLIC;
    }
    Principal principal =
        authenticator.authenticate(request).orElseThrow(() -> unauthorized(endpoint, request));
    return admit(principal, endpoint, request);
  }

  /**
   * The same for a caller who is known at once; empty, and nothing is counted, for all others.
   *
   * @throws ApiException 403 or 429
   */
  public Optional<Admission> admitKnown(Endpoint endpoint, ApiRequest request) {
    if (endpoint.access() == Access.PUBLIC) {
      return Optional.of(Admission.PUBLIC);
    }
    Optional<Authenticator.KnownCaller> known = authenticator.ifKnown(request);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Admission admission = admit(known.get().principal(), endpoint, request);
    known.get().count().run();
    return Optional.of(admission);
  }

  private Admission admit(Principal principal, Endpoint endpoint, ApiRequest request) {
    if (!principal.role().may(endpoint.access())) {
      throw ApiException.of(
          ErrorCode.FORBIDDEN, "This needs the role operator", fields(endpoint, request));
    }
    if (PageOrigin.isForeign(request.headers())) {
      throw ApiException.of(
          ErrorCode.FORBIDDEN, "Pages of another origin may not ask", fields(endpoint, request));
    }
    RateLimiter.Decision decision = rateLimiter.take(endpoint, request.client());
    if (!decision.allowed()) {
      throw tooManyRequests(decision);
    }
    return new Admission(principal, decision.fields());
  }

  private ApiException unauthorized(Endpoint endpoint, ApiRequest request) {
    return ApiException.answering(
        ErrorCode.UNAUTHORIZED,
        "Unauthorized",
        ErrorAnswers.UNAUTHORIZED.with(fields(endpoint, request)));
  }

  private List<Header> fields(Endpoint endpoint, ApiRequest request) {
    return rateLimiter.fields(endpoint, request.client());
  }

  private static ApiException tooManyRequests(RateLimiter.Decision decision) {
    ErrorCode code = ErrorCode.TOO_MANY_REQUESTS;
    String message = "The rate limit is exceeded";
    long seconds = decision.retryAfterSeconds();
    return ApiException.answering(
        code,
        message,
        ApiResponse.json(code.status(), new TooManyRequestsAnswer(code.title(), message, seconds))
            .with("Cache-Control", "no-store")
            .with("Retry-After", Long.toString(seconds))
            .with(decision.fields()));
  }
}

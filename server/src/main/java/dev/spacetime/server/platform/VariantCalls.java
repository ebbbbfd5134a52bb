package dev.spacetime.server.platform;

import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.ErrorAnswers;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.LogText;
import dev.spacetime.api.RequestBody;
import dev.spacetime.server.platform.VariantSwitch.Choice;
import dev.spacetime.server.rollout.Side;
import dev.spacetime.server.shadow.Served;
import dev.spacetime.server.shadow.Shadow;
import dev.spacetime.server.shadow.StateSnapshot;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a request answered by the variant that was chosen for it. What a candidate fails to answer
 * the stable variant does, where that changes nothing; what was drawn for it is run again by the
 * shadow.
 */
final class VariantCalls {
  private static final Logger LOG = LoggerFactory.getLogger(VariantCalls.class);
  private static final int FAILED = 500;

  private final VariantSwitch variants;
  private final Flights flights;
  private final Shadow shadow;

  VariantCalls(VariantSwitch variants, Flights flights, Shadow shadow) {
    this.variants = variants;
    this.flights = flights;
    this.shadow = shadow;
  }

  /**
   * What became of a request.
   *
   * @param answer as a variant gave it
   * @param by the one that gave it
   * @param shows the side that this says something about, {@code null} for none
   * @param failed whether that side failed, also where another one answered in its place
   */
  record Called(ApiResponse answer, Choice by, @Nullable Side shows, boolean failed) {
    /** An answer for which no variant was asked. */
    static Called unasked(ApiResponse answer, Choice by) {
      return new Called(answer, by, null, false);
    }
  }

  /** Answers always. */
  Called call(Choice choice, Endpoint endpoint, ApiRequest request) {
    boolean drawn = choice.side() != null && shadow.wants(endpoint);
    if (!drawn && !(choice.compared() && endpoint.isOfVariants())) {
      return called(choice, handle(choice, endpoint, request));
    }
    RecordedBody body = new RecordedBody(request.body());
    ApiRequest recorded = request.with(request.query(), request.headers(), body);
    Optional<StateSnapshot> before = drawn ? Optional.of(shadow.snapshot()) : Optional.empty();
    Called called = rescued(choice, endpoint, recorded, body);
    if (before.isPresent() && body.again().isPresent()) {
      ApiRequest again = request.with(request.query(), request.headers(), body.again().get());
      offer(called.by(), endpoint, again, before.get(), called.answer());
    }
    return called;
  }

  /**
   * The state that a held answer is of, where it is drawn for the shadow: to be taken before the
   * answer is, or a change in between would look like a difference.
   */
  Optional<StateSnapshot> beforeHeld(Choice choice, Endpoint endpoint) {
    return choice.side() != null && shadow.wants(endpoint)
        ? Optional.of(shadow.snapshot())
        : Optional.empty();
  }

  /** A held answer went the short way. */
  void sent(
      Choice choice,
      Endpoint endpoint,
      ApiRequest request,
      Optional<StateSnapshot> before,
      ApiResponse answer) {
    if (before.isPresent()) {
      offer(choice, endpoint, request, before.get(), answer);
    }
  }

  private void offer(
      Choice by, Endpoint endpoint, ApiRequest request, StateSnapshot before, ApiResponse answer) {
    Side side = by.side();
    if (side != null) {
      // The fields are the transport's own and gone when the request is.
      HeaderFields kept = HeaderFields.of(request.headers().fields());
      shadow.offer(
          new Served(
              side, endpoint, request.with(request.query(), kept, request.body()), before, answer));
    }
  }

  private Called rescued(Choice choice, Endpoint endpoint, ApiRequest request, RecordedBody body) {
    ApiResponse answer = inFlight(choice, endpoint, request);
    Choice stable = variants.stable();
    Optional<RequestBody> whole = body.resumed();
    if (answer.status() < FAILED
        || choice.side() != Side.CANDIDATE
        || stable.variant() == choice.variant()
        || !endpoint.readsOnly()
        || whole.isEmpty()) {
      return called(choice, answer);
    }
    ApiRequest same = request.with(request.query(), request.headers(), whole.get());
    return new Called(handle(stable, endpoint, same), stable, choice.side(), true);
  }

  private ApiResponse inFlight(Choice choice, Endpoint endpoint, ApiRequest request) {
    Flights.Flight flight = flights.begin(choice.side() == Side.CANDIDATE, endpoint.readsOnly());
    try {
      return handle(choice, endpoint, request);
    } finally {
      flight.close();
    }
  }

  private static Called called(Choice choice, ApiResponse answer) {
    return new Called(answer, choice, choice.side(), answer.status() >= FAILED);
  }

  private static ApiResponse handle(Choice choice, Endpoint endpoint, ApiRequest request) {
    return answered(endpoint, request, () -> choice.variant().handle(endpoint, request));
  }

  /** What a client gets, whatever happens meanwhile. */
  static ApiResponse answered(Endpoint endpoint, ApiRequest request, Supplier<ApiResponse> work) {
    return ErrorAnswers.answered(
        request,
        work,
        failed ->
            LOG.error(
                "Request {} to {} failed: {}", request.requestId(), endpoint, LogText.of(failed)));
  }
}

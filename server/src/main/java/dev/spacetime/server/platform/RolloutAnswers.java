package dev.spacetime.server.platform;

import dev.spacetime.access.Principal;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.JsonBody;
import dev.spacetime.api.QueryParameters;
import dev.spacetime.api.Timestamps;
import dev.spacetime.server.audit.AuditPage;
import dev.spacetime.server.rollout.Rollout;
import dev.spacetime.server.rollout.RolloutOperations;
import dev.spacetime.server.shadow.ComparedRequests;
import dev.spacetime.server.shadow.MismatchPage;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What operators ask and want of rollouts, over HTTP. */
final class RolloutAnswers {
  private static final int PAGE = 20;
  private static final int PAGE_MAX = 100;
  private static final int NUMBER_MAX = 999_999_999;

  private final RolloutOperations rollouts;
  private final ComparedRequests compared;
  private final RecordedChanges changes;
  private final Function<String, Optional<String>> unknownVariant;

  /**
   * @param unknownVariant what is wrong with a variant's name, if anything
   */
  RolloutAnswers(
      RolloutOperations rollouts,
      ComparedRequests compared,
      RecordedChanges changes,
      Function<String, Optional<String>> unknownVariant) {
    this.rollouts = rollouts;
    this.compared = compared;
    this.changes = changes;
    this.unknownVariant = unknownVariant;
  }

  /** Newest first; only those before a sequence number. */
  interface RecordedChanges {
    AuditPage entries(int limit, long before);
  }

  private record VariantAnswer(
      String active, @Nullable String previous, String since, String reason) {
    static VariantAnswer of(Rollout rollout) {
      return new VariantAnswer(
          rollout.stable(), rollout.previous(), Timestamps.text(rollout.since()), rollout.reason());
    }
  }

  ApiResponse variant() {
    return ApiResponse.json(VariantAnswer.of(rollouts.report().rollout()));
  }

  ApiResponse switchVariant(ApiRequest request, Principal caller) {
    Rollout rollout =
        rollouts.start(RolloutCommand.switching(request, unknownVariant), caller.name());
    return ApiResponse.json(VariantAnswer.of(rollout));
  }

  ApiResponse rollout() {
    return ApiResponse.json(RolloutAnswer.of(rollouts.report(), compared.figures()));
  }

  ApiResponse change(ApiRequest request, Principal caller) {
    rollouts.start(RolloutCommand.from(request, unknownVariant), caller.name());
    return rollout();
  }

  ApiResponse pause(ApiRequest request, Principal caller) {
    rollouts.pause(reason(request), caller.name());
    return rollout();
  }

  ApiResponse resume(ApiRequest request, Principal caller) {
    rollouts.resume(reason(request), caller.name());
    return rollout();
  }

  ApiResponse promote(ApiRequest request, Principal caller) {
    rollouts.promote(reason(request), caller.name());
    return rollout();
  }

  ApiResponse rollBack(ApiRequest request, Principal caller) {
    rollouts.rollBack(reason(request), caller.name());
    return rollout();
  }

  ApiResponse mismatches(ApiRequest request) {
    Page page = Page.of(request);
    MismatchPage found = compared.mismatches(page.limit(), page.before());
    return ApiResponse.json(MismatchesAnswer.of(found.mismatches(), found.total()));
  }

  ApiResponse replay(ApiRequest request) {
    long number =
        JsonBody.of(request)
            .wholeNumber("number", 1, Long.MAX_VALUE)
            .orElseThrow(() -> ApiException.badRequest("Missing member: number"));
    String authorization = request.headers().first("Authorization").orElse("");
    return ApiResponse.json(
        MismatchesAnswer.Replayed.of(number, compared.replay(number, authorization)));
  }

  ApiResponse audit(ApiRequest request) {
    Page page = Page.of(request);
    return ApiResponse.json(AuditAnswer.of(changes.entries(page.limit(), page.before())));
  }

  private static String reason(ApiRequest request) {
    return RolloutCommand.reason(JsonBody.of(request));
  }

  private record Page(int limit, long before) {
    static Page of(ApiRequest request) {
      QueryParameters query = QueryParameters.parse(request.query());
      return new Page(
          query.number("limit", 1, PAGE_MAX).orElse(PAGE),
          query.number("before", 1, NUMBER_MAX).map(Integer::longValue).orElse(Long.MAX_VALUE));
    }
  }
}

package dev.spacetime.optimized;

import dev.spacetime.access.WhitelistRules;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.HeldAnswer;
import dev.spacetime.api.Preconditions;
import dev.spacetime.api.wire.WhitelistAnswer;
import dev.spacetime.api.wire.WhitelistCommand;
import dev.spacetime.security.IndexedPathRules;
import java.util.Optional;

/** The path rules: what they are and how they change. */
final class WhitelistEndpoints {
  private final WhitelistState whitelist;
  private final IndexedPathRules pathRules;
  private final SnapshotAnswer<WhitelistRules> answer =
      new SnapshotAnswer<>(rules -> ApiResponse.json(WhitelistAnswer.of(rules)));

  WhitelistEndpoints(WhitelistState whitelist, IndexedPathRules pathRules) {
    this.whitelist = whitelist;
    this.pathRules = pathRules;
  }

  HeldAnswer show() {
    return answer.of(whitelist.rules());
  }

  ApiResponse change(ApiRequest request) {
    WhitelistCommand command = WhitelistCommand.from(request);
    if (!request.headers().hasConditions()) {
      return execute(command);
    }
    // Nobody changes the rules between the check and this change.
    synchronized (whitelist) {
      Preconditions.requireForChange(request.headers(), show().answer().content());
      return execute(command);
    }
  }

  /** What {@link #change} answers where it only asks, if the rules allow the path now. */
  Optional<HeldAnswer> heldVerdict(ApiRequest request) {
    if (request.headers().hasConditions()) {
      return Optional.empty();
    }
    try {
      return WhitelistCommand.from(request) instanceof WhitelistCommand.Validate command
              && pathRules.ifAllowed(command.scenePath()).isPresent()
          ? Optional.of(new HeldAnswer(ApiResponse.json(command.execute(whitelist, allowed -> {}))))
          : Optional.empty();
    } catch (ApiException refused) {
      return Optional.empty();
    }
  }

  private ApiResponse execute(WhitelistCommand command) {
    return ApiResponse.json(command.execute(whitelist, pathRules::require));
  }
}

package dev.spacetime.original;

import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.Preconditions;
import dev.spacetime.api.wire.WhitelistAnswer;
import dev.spacetime.api.wire.WhitelistCommand;
import dev.spacetime.security.ScenePathRules;

/** The path rules: what they are and how they change. */
final class WhitelistEndpoints {
  private final WhitelistState whitelist;
  private final ScenePathRules pathRules;

  WhitelistEndpoints(WhitelistState whitelist, ScenePathRules pathRules) {
    this.whitelist = whitelist;
    this.pathRules = pathRules;
  }

  ApiResponse show() {
    return ApiResponse.json(WhitelistAnswer.of(whitelist.rules()));
  }

  ApiResponse change(ApiRequest request) {
    WhitelistCommand command = WhitelistCommand.from(request);
    if (!request.headers().hasConditions()) {
      return execute(command);
    }
    // Nobody changes the rules between the check and this change.
    synchronized (whitelist) {
      Preconditions.requireForChange(request.headers(), show().content());
      return execute(command);
    }
  }

  private ApiResponse execute(WhitelistCommand command) {
    return ApiResponse.json(command.execute(whitelist, pathRules::require));
  }
}

package dev.spacetime.original;

import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
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
    return ApiResponse.json(WhitelistCommand.from(request).execute(whitelist, pathRules::require));
  }
}

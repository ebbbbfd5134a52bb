package dev.spacetime.optimized;

import dev.spacetime.access.WhitelistRules;
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
  private final SnapshotAnswer<WhitelistRules> answer =
      new SnapshotAnswer<>(rules -> ApiResponse.json(WhitelistAnswer.of(rules)));

  WhitelistEndpoints(WhitelistState whitelist, ScenePathRules pathRules) {
    this.whitelist = whitelist;
    this.pathRules = pathRules;
  }

  ApiResponse show() {
    return answer.of(whitelist.rules());
  }

  ApiResponse change(ApiRequest request) {
    return ApiResponse.json(WhitelistCommand.from(request).execute(whitelist, pathRules::require));
  }
}

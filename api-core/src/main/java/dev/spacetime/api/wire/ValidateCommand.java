package dev.spacetime.api.wire;

import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.JsonBody;

/** PUT /scene. */
public record ValidateCommand(String scenePath) {
  public static ValidateCommand from(ApiRequest request) {
    return new ValidateCommand(JsonBody.of(request).requiredText("scene_path"));
  }
}

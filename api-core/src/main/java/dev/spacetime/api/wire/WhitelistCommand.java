package dev.spacetime.api.wire;

import dev.spacetime.access.UnknownEnvironmentException;
import dev.spacetime.access.WhitelistFileException;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ErrorCode;
import dev.spacetime.api.JsonBody;
import java.util.function.Consumer;

/** POST /whitelist: one of the actions that the contract names. */
public sealed interface WhitelistCommand {
  /**
   * Carries the action out; a change is durable when this returns.
   *
   * @param requireAllowed the variant's path rules: throws where a path is refused
   */
  WhitelistChangeAnswer execute(WhitelistState whitelist, Consumer<String> requireAllowed);

  static WhitelistCommand from(ApiRequest request) {
    JsonBody body = JsonBody.of(request);
    return switch (body.requiredText("action")) {
      case "add_scene" -> new AddScene(body.requiredText("scene_path"));
      case "add_directory" -> new AddDirectory(body.requiredText("dir_path"));
      case "add_wildcard" -> new AddWildcard(body.requiredText("pattern"));
      case "set_environment" -> new SetEnvironment(body.requiredText("environment"));
      case "reload" -> new Reload();
      case "validate" -> new Validate(body.requiredText("scene_path"));
      default ->
          throw ApiException.badRequest(
              "Unknown action; known are add_scene, add_directory, add_wildcard, set_environment,"
                  + " reload and validate");
    };
  }

  /** Allows one scene. */
  record AddScene(String scenePath) implements WhitelistCommand {
    @Override
    public WhitelistChangeAnswer execute(
        WhitelistState whitelist, Consumer<String> requireAllowed) {
      boolean added = whitelist.addScene(scenePath);
      return WhitelistChangeAnswer.scene(
          added ? "Scene added to the whitelist" : "Scene was on the whitelist already", scenePath);
    }
  }

  /** Allows everything below a directory. */
  record AddDirectory(String directory) implements WhitelistCommand {
    @Override
    public WhitelistChangeAnswer execute(
        WhitelistState whitelist, Consumer<String> requireAllowed) {
      boolean added = whitelist.addDirectory(directory);
      return WhitelistChangeAnswer.directory(
          added ? "Directory added to the whitelist" : "Directory was on the whitelist already",
          directory);
    }
  }

  /** Allows every path that a pattern matches. */
  record AddWildcard(String pattern) implements WhitelistCommand {
    @Override
    public WhitelistChangeAnswer execute(
        WhitelistState whitelist, Consumer<String> requireAllowed) {
      boolean added = whitelist.addWildcard(pattern);
      return WhitelistChangeAnswer.wildcard(
          added ? "Wildcard added to the whitelist" : "Wildcard was on the whitelist already",
          pattern);
    }
  }

  /** Chooses whose rules are in force. */
  record SetEnvironment(String environment) implements WhitelistCommand {
    @Override
    public WhitelistChangeAnswer execute(
        WhitelistState whitelist, Consumer<String> requireAllowed) {
      try {
        whitelist.selectEnvironment(environment);
      } catch (UnknownEnvironmentException unknown) {
        throw ApiException.badRequest("Member environment: " + unknown.getMessage());
      }
      return WhitelistChangeAnswer.environment("Environment selected", environment);
    }
  }

  /** Reads the whitelist file again. */
  record Reload() implements WhitelistCommand {
    @Override
    public WhitelistChangeAnswer execute(
        WhitelistState whitelist, Consumer<String> requireAllowed) {
      try {
        whitelist.reload();
      } catch (WhitelistFileException unusable) {
        throw ApiException.of(
            ErrorCode.UNPROCESSABLE,
            "The whitelist stays as it was; the file can't be used: " + unusable.getMessage());
      }
      return WhitelistChangeAnswer.environment(
          "Whitelist reloaded", whitelist.rules().environment());
    }
  }

  /** Asks whether a path would be allowed; one that is not is refused as it would be there. */
  record Validate(String scenePath) implements WhitelistCommand {
    @Override
    public WhitelistChangeAnswer execute(
        WhitelistState whitelist, Consumer<String> requireAllowed) {
      requireAllowed.accept(scenePath);
      return WhitelistChangeAnswer.scene("Scene path is allowed", scenePath);
    }
  }
}

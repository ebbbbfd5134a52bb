package dev.spacetime.api.wire;

import dev.spacetime.api.ApiException;
import dev.spacetime.api.QueryParameters;
import dev.spacetime.scene.ResourcePath;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * GET /scenes.
 *
 * @param limit the most scenes of a page; empty asks for all
 * @param after the last path of the page before
 */
public record ScenesQuery(
    ResourcePath directory,
    boolean includeAddons,
    Optional<Integer> limit,
    Optional<ResourcePath> after) {
  private static final int LIMIT_MAX = 10_000;

  public static ScenesQuery from(String rawQuery) {
    QueryParameters parameters = QueryParameters.parse(rawQuery);
    return new ScenesQuery(
        directory(parameters.text("dir").orElse("res://")),
        parameters.flag("include_addons"),
        parameters.number("limit", 1, LIMIT_MAX),
        parameters.text("cursor").map(ScenesQuery::decode));
  }

  /** The cursor of the page that follows this scene: its path, base64url. */
  static String cursor(ResourcePath last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(last.value().getBytes(StandardCharsets.UTF_8));
  }

  private static ResourcePath directory(String text) {
    if (!text.startsWith("res://")) {
      throw ApiException.badRequest("Parameter dir must start with res://");
    }
    return ResourcePath.parse(text)
        .orElseThrow(() -> ApiException.notFound("The directory does not exist"));
  }

  private static ResourcePath decode(String cursor) {
    try {
      String path = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return ResourcePath.parse(path).orElseThrow(ScenesQuery::unknownCursor);
    } catch (IllegalArgumentException malformed) {
      throw unknownCursor();
    }
  }

  private static ApiException unknownCursor() {
    return ApiException.badRequest("Parameter cursor is not one that this endpoint gave");
  }
}

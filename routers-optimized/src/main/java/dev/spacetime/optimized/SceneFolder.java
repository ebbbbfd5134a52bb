package dev.spacetime.optimized;

import dev.spacetime.api.wire.ScenesQuery;
import dev.spacetime.scene.ResourcePath;

/** What a listing is of. */
record SceneFolder(ResourcePath directory, boolean includeAddons) {
  static SceneFolder of(ScenesQuery query) {
    return new SceneFolder(query.directory(), query.includeAddons());
  }
}

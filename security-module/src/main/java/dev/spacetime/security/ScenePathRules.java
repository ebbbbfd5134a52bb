package dev.spacetime.security;

import dev.spacetime.api.ApiException;
import dev.spacetime.scene.ResourcePath;

/** Decides whether a client may name a scene. */
public interface ScenePathRules {
  /**
   * The canonical path that a text means.
   *
   * @throws ApiException 403 with the first rule that the text breaks, in the contract's order
   */
  ResourcePath require(String scenePath);
}

package dev.spacetime.scene;

import java.util.List;
import java.util.Set;

/**
 * What a walk found, those in {@code addons} folders included.
 *
 * @param scenes sorted by path
 * @param links the names of scenes that are symbolic links, wherever they lead: what they show
 *     changes with files elsewhere
 */
public record SceneSurvey(List<SceneFile> scenes, Set<ResourcePath> links) {
  public SceneSurvey {
    scenes = List.copyOf(scenes);
    links = Set.copyOf(links);
  }
}

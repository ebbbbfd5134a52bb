package dev.spacetime.scene;

/**
 * What a scene is.
 *
 * @param nodeCount the file's own node headings
 * @param rootType the class of the root; of an inherited scene, its base's; empty when unknown
 */
public record SceneInfo(int nodeCount, String rootType, String rootName) {}

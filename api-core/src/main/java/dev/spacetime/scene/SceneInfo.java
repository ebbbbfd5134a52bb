package dev.spacetime.scene;

/**
 * A scene in a few words.
 *
 * @param nodeCount the node headings of its own file
 * @param rootType the root's class; for an inherited root, its base's; empty where that is unknown
 */
public record SceneInfo(int nodeCount, String rootType, String rootName) {}

package dev.spacetime.scene;

/** What a node heading says that its node is an instance of. */
public sealed interface NodeInstance {
  /** Instances that need no more than their name. */
  enum Bare implements NodeInstance {
    /** None: the node has a class of its own, or overrides one that exists. */
    NONE,
    /** A value that can't be a scene. */
    INVALID
  }

  /** A declared file, which should be a scene. */
  record Of(ExternalResource resource) implements NodeInstance {}

  /** A scene that the game loads later; until then a placeholder stands for it. */
  record Placeholder(String path) implements NodeInstance {}
}

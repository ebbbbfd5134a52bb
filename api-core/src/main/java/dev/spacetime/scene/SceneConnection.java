package dev.spacetime.scene;

/** A signal of one node that calls a method of another. Paths start at the scene's root. */
public record SceneConnection(
    NodePath from, String signal, NodePath to, String method, int line, int column) {}

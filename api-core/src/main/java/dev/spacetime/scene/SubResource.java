package dev.spacetime.scene;

/** A resource that is defined inside a file. */
public record SubResource(String id, String type, int line, int column) {}

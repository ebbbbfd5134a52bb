/**
 * Godot's text scenes: read from a project, parsed, validated, expanded and related to each other.
 *
 * <p>{@link dev.spacetime.scene.GodotProject} opens a project folder, {@link
 * dev.spacetime.scene.ProjectFiles} is the only way to its bytes, and {@link
 * dev.spacetime.scene.ResourcePath} names what is in it. {@link dev.spacetime.scene.SceneParser}
 * turns text into a {@link dev.spacetime.scene.SceneDocument} or says why not; a {@link
 * dev.spacetime.scene.DocumentSource} decides whether that happens each time or is remembered. On
 * documents work {@link dev.spacetime.scene.SceneValidator} (would the engine load and instance
 * it?), {@link dev.spacetime.scene.SceneTree} (the tree with every instanced scene put in) and
 * {@link dev.spacetime.scene.InstancingGraph} (who depends on whom).
 *
 * <p>The rules are those of the engine's own loader: of Godot 3.2 for formats up to 2, of Godot 4
 * for formats 3 and 4. Input is never trusted: nothing recurses on its depth, and sizes, depths and
 * counts are bounded.
 */
@NullMarked
package dev.spacetime.scene;

import org.jspecify.annotations.NullMarked;

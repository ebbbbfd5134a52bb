/**
 * Godot's text scenes: what a file says, what the engine makes of it, and whether it is sound.
 *
 * <p>{@link dev.spacetime.scene.GodotProject} is a project on disk and {@link
 * dev.spacetime.scene.ProjectFiles} the only way to its bytes. {@link
 * dev.spacetime.scene.SceneParser} turns a file's bytes into a {@link
 * dev.spacetime.scene.SceneDocument} or a {@link dev.spacetime.scene.SceneProblem}; {@link
 * dev.spacetime.scene.SceneValidator} follows a document through all that it instances and gives a
 * {@link dev.spacetime.scene.SceneReport}; {@link dev.spacetime.scene.SceneTree} is the expanded
 * result. {@link dev.spacetime.scene.InstancingGraph} knows who depends on whom.
 *
 * <p>The rules are those of Godot 3.2's {@code VariantParser}, {@code ResourceFormatLoaderText} and
 * {@code SceneState}, with the grammar that Godot 4 added to them.
 */
@NullMarked
package dev.spacetime.scene;

import org.jspecify.annotations.NullMarked;

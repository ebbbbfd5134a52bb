/**
 * The rewrite: the same answers, kept as long as they are provably current.
 *
 * <p>{@link dev.spacetime.optimized.OptimizedVariantProvider} is how the server finds it. Inside,
 * {@code SceneStore} holds what was read from the project and {@code SceneWatcher} tells it what
 * has changed on disk; {@code SnapshotAnswer} keeps the bytes of answers that follow from one
 * immutable snapshot.
 */
@NullMarked
package dev.spacetime.optimized;

import org.jspecify.annotations.NullMarked;

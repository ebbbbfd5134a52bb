/**
 * The same request, answered by both variants and compared, with nothing of it visible outside.
 *
 * <p>{@link dev.spacetime.server.shadow.Shadow} takes what was served and runs the rest off the
 * request's thread; {@link dev.spacetime.server.shadow.Mismatch} is what it finds. {@link
 * dev.spacetime.server.shadow.Judge} tells a difference from noise, {@link
 * dev.spacetime.server.shadow.ShadowInstance} is a variant on views of the state, and {@link
 * dev.spacetime.server.shadow.Replaying} makes the request of a mismatch small.
 */
@NullMarked
package dev.spacetime.server.shadow;

import org.jspecify.annotations.NullMarked;

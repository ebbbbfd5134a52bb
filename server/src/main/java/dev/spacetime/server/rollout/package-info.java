/**
 * A rewrite is brought in step by step, judged all the while, and taken back by itself.
 *
 * <p>{@link dev.spacetime.server.rollout.Rollout} is what is to serve, one immutable value that is
 * decided, stored and applied as a whole. {@link dev.spacetime.server.rollout.RolloutControl} is
 * the one place that changes it. {@link dev.spacetime.server.rollout.Guard} is told what became of
 * the requests and says whether to go on.
 */
@NullMarked
package dev.spacetime.server.rollout;

import org.jspecify.annotations.NullMarked;

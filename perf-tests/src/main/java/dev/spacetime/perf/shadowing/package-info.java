/**
 * What shadowing costs those who are served: {@link dev.spacetime.perf.shadowing.ShadowingCommand}.
 */
@NullMarked
package dev.spacetime.perf.shadowing;

import org.jspecify.annotations.NullMarked;

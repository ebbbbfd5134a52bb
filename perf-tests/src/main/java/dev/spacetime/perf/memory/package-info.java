/**
 * How much memory each variant needs: {@link dev.spacetime.perf.memory.MemoryCommand} puts the same
 * {@link dev.spacetime.perf.memory.MixedLoad} on both and takes their {@link
 * dev.spacetime.perf.memory.MemoryFigures}.
 */
@NullMarked
package dev.spacetime.perf.memory;

import org.jspecify.annotations.NullMarked;

/**
 * What is measured, as processes of their own: {@link dev.spacetime.perf.process.ServerProcess} is
 * a server, {@link dev.spacetime.perf.process.Connection} talks to it, {@link
 * dev.spacetime.perf.process.JvmMemory} and {@link dev.spacetime.perf.process.Allocation} look into
 * it. Every child ends with this program.
 */
@NullMarked
package dev.spacetime.perf.process;

import org.jspecify.annotations.NullMarked;

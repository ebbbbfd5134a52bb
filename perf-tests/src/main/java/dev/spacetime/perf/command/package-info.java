/**
 * What {@code java -jar spacetime-perf.jar} understands: {@link
 * dev.spacetime.perf.command.PerfCommand} finds the subcommand and turns failures into one sentence
 * and an {@link dev.spacetime.perf.command.ExitStatus}.
 */
@NullMarked
package dev.spacetime.perf.command;

import org.jspecify.annotations.NullMarked;

/**
 * Whether two answers to one request are the same, and where they are not.
 *
 * <p>{@link dev.spacetime.comparison.AnswerComparison} takes two {@link
 * dev.spacetime.comparison.Answer}s apart and names each {@link
 * dev.spacetime.comparison.Difference}, but for what a {@link
 * dev.spacetime.comparison.PermittedDifference} lets differ. It knows no socket: tests, the program
 * that compares two servers and a server that shadows requests use the same code.
 */
@NullMarked
package dev.spacetime.comparison;

import org.jspecify.annotations.NullMarked;

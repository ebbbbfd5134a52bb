/**
 * Comparisons over time: {@link dev.spacetime.perf.history.HistoryCommand} keeps their figures and
 * tells when one shifted.
 */
@NullMarked
package dev.spacetime.perf.history;

import org.jspecify.annotations.NullMarked;

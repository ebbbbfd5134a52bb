/**
 * Two servers side by side: {@link dev.spacetime.perf.compare.CompareCommand} replays a {@link
 * dev.spacetime.perf.compare.Corpus} against both, then measures both in interleaved blocks, and
 * writes a {@link dev.spacetime.perf.compare.Report}.
 */
@NullMarked
package dev.spacetime.perf.compare;

import org.jspecify.annotations.NullMarked;

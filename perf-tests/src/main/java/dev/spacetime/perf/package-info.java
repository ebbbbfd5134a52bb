/**
 * Benchmarks of single parts, each beside what it measures itself against.
 *
 * <p>{@link dev.spacetime.perf.SceneParserBenchmark} measures how fast scenes are understood,
 * {@link dev.spacetime.perf.TokenCheckBenchmark} what a cache of token checks is worth. A benchmark
 * checks its answer before it is timed, and its figures count only as ratios within one run.
 */
@NullMarked
package dev.spacetime.perf;

import org.jspecify.annotations.NullMarked;

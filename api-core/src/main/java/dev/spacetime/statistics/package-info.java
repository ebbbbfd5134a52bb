/**
 * What can be said from noisy figures, and how surely; the same code judges a measurement at the
 * desk and two variants at run time.
 *
 * <p>{@link dev.spacetime.statistics.PairedRatio} estimates how many times larger one side's figure
 * is, with a confidence interval; {@link dev.spacetime.statistics.RankTest} asks whether the sides
 * differ at all; {@link dev.spacetime.statistics.VerdictRule} makes a {@link
 * dev.spacetime.statistics.Verdict} of both. {@link dev.spacetime.statistics.ChangePoints} tells
 * when a series shifted.
 *
 * <p>What may be looked at again and again is {@link dev.spacetime.statistics.Wealth}: evidence
 * made by bets, {@link dev.spacetime.statistics.TwoSampleRate} and {@link
 * dev.spacetime.statistics.BoundedRate} on how often something happens, {@link
 * dev.spacetime.statistics.SlowdownBets} on durations, {@link dev.spacetime.statistics.GrowthTest}
 * on what may not grow.
 *
 * <p>All are pure functions: what is random takes a seed.
 */
@NullMarked
package dev.spacetime.statistics;

import org.jspecify.annotations.NullMarked;

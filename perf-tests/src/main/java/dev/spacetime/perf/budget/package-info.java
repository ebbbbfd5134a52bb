/**
 * What a load run is held to: {@link dev.spacetime.perf.budget.Budgets} reads the file, {@link
 * dev.spacetime.perf.budget.Measurements} takes what JMeter recorded, {@link
 * dev.spacetime.perf.budget.BudgetCheck} puts one against the other, line by line.
 */
@NullMarked
package dev.spacetime.perf.budget;

import org.jspecify.annotations.NullMarked;

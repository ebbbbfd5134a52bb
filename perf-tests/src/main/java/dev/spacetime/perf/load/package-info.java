/**
 * Load from JMeter on a server: {@link dev.spacetime.perf.load.LoadCommand} starts the server or
 * takes one that runs, drives JMeter's plan {@code load.jmx} in a {@link
 * dev.spacetime.perf.load.Profile}, and holds what was measured to the budgets; {@link
 * dev.spacetime.perf.load.BudgetsCommand} does only the last.
 */
@NullMarked
package dev.spacetime.perf.load;

import org.jspecify.annotations.NullMarked;

package dev.spacetime.perf.compare;

import java.time.Duration;

/**
 * How a comparison is made.
 *
 * @param time of all blocks together, warm-up included
 * @param block of one side and one endpoint
 * @param connections that ask at once
 * @param seed of the order of the blocks and of the bootstrap
 */
record CompareSettings(Duration time, Duration block, int connections, long seed) {}

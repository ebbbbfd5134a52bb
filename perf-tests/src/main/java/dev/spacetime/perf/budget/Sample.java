package dev.spacetime.perf.budget;

/**
 * One request as JMeter recorded it.
 *
 * @param startMillis since the epoch
 * @param elapsedMillis until the whole answer was there
 * @param connected whether a connection was opened for it
 * @param user the group of the user that sent it
 */
public record Sample(
    long startMillis,
    long elapsedMillis,
    String endpoint,
    boolean succeeded,
    boolean connected,
    String user) {}

package dev.spacetime.cache;

import java.time.Duration;

/**
 * What a region has done since it was opened, and what it holds. Every call of a {@code get} is one
 * hit or one miss. Each figure is exact once the calls that it counts have returned; the figures of
 * one snapshot are read one after another.
 *
 * @param misses gets that the region couldn't answer; those who waited for another's load included
 * @param loads loader calls, those that failed included
 * @param sets values stored, by a put or after a load
 * @param invalidations live entries that an invalidation removed
 * @param evictions entries that went because the region was full
 * @param expirations entries that were found to have outlived their time
 * @param failures cache operations that failed and were done without
 * @param size entries held, those that have expired unnoticed included
 * @param bytes held off the heap
 */
public record RegionStatistics(
    long hits,
    long misses,
    long loads,
    long loadFailures,
    long sets,
    long invalidations,
    long evictions,
    long expirations,
    long failures,
    long size,
    long sizeMax,
    long bytes,
    long bytesMax,
    Duration timeToLive) {}

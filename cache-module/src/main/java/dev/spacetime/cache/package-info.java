/**
 * Typed, bounded cache regions over Ehcache 3, and the only package that knows Ehcache.
 *
 * <p>{@link dev.spacetime.cache.Caches} opens one {@link dev.spacetime.cache.Region} for each
 * {@link dev.spacetime.cache.RegionSpec}. A region loads each cold key once however many ask for
 * it, never stores what was loaded before an invalidation, and counts what it does in {@link
 * dev.spacetime.cache.RegionStatistics}, which {@link dev.spacetime.cache.CacheMetrics} offers to a
 * metric registry. {@link dev.spacetime.cache.CachePattern} names many keys at once. A cache
 * operation that fails is a miss; a loader that fails is the caller's error.
 */
@NullMarked
package dev.spacetime.cache;

import org.jspecify.annotations.NullMarked;

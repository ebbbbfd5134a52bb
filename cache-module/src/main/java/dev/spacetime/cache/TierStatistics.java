package dev.spacetime.cache;

/**
 * What lies in one tier of a region.
 *
 * @param size entries, those that have expired unnoticed included
 * @param sizeMax entries; 0 where bytes are the bound
 * @param bytes 0 where they are not counted, on the heap
 * @param bytesMax 0 where entries are the bound
 * @param evictions entries that went because the tier was full
 */
public record TierStatistics(long size, long sizeMax, long bytes, long bytesMax, long evictions) {
  static final TierStatistics NONE = new TierStatistics(0, 0, 0, 0, 0);
}

package dev.spacetime.cache;

/**
 * How much a region may hold in each tier. What is on the heap is in the tiers below too, as long
 * as they have room.
 *
 * @param heapEntriesMax entries on the heap, beyond which the least recently used of a sample go
 * @param offHeapBytesMax 0 for no such tier; taken from the machine when the region is opened
 * @param diskBytesMax 0 for no such tier
 */
public record TierSizes(long heapEntriesMax, long offHeapBytesMax, long diskBytesMax) {
  public static final long HEAP_ENTRIES_DEFAULT = 100;

  /** Ehcache divides a tier into pages, and works with no fewer bytes. */
  static final long BYTES_MIN = 1 << 20;

  // An entry costs about 150 bytes before its key and value: 1.5 GB at this bound.
  private static final long HEAP_ENTRIES_LIMIT = 10_000_000;
  private static final long BYTES_LIMIT = 1L << 40;

  public TierSizes {
    if (heapEntriesMax < 1 || heapEntriesMax > HEAP_ENTRIES_LIMIT) {
      throw new IllegalArgumentException(
          "it holds from 1 to %d entries on the heap, not %d"
              .formatted(HEAP_ENTRIES_LIMIT, heapEntriesMax));
    }
    requireBytes("off the heap", offHeapBytesMax);
    requireBytes("on disk", diskBytesMax);
    if (diskBytesMax > 0 && diskBytesMax <= offHeapBytesMax) {
      throw new IllegalArgumentException(
          "what is off the heap is on disk too, so the disk needs more than %d bytes, not %d"
              .formatted(offHeapBytesMax, diskBytesMax));
    }
  }

  public static TierSizes heap(long entriesMax) {
    return new TierSizes(entriesMax, 0, 0);
  }

  public TierSizes withOffHeap(long bytesMax) {
    return new TierSizes(heapEntriesMax, bytesMax, diskBytesMax);
  }

  public TierSizes withDisk(long bytesMax) {
    return new TierSizes(heapEntriesMax, offHeapBytesMax, bytesMax);
  }

  boolean onHeapOnly() {
    return offHeapBytesMax == 0 && diskBytesMax == 0;
  }

  private static void requireBytes(String tier, long bytes) {
    if (bytes != 0 && (bytes < BYTES_MIN || bytes > BYTES_LIMIT)) {
      throw new IllegalArgumentException(
          "it holds nothing %s, or from %d to %d bytes, not %d"
              .formatted(tier, BYTES_MIN, BYTES_LIMIT, bytes));
    }
  }
}

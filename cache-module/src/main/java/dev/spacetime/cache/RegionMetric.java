package dev.spacetime.cache;

/** Every figure of a region that becomes a metric. */
enum RegionMetric {
  HITS("hits"),
  STALE_HITS("stale-hits"),
  STALE_IF_ERRORS("stale-if-errors"),
  MISSES("misses"),
  LOADS("loads"),
  LOAD_FAILURES("load-failures"),
  LOAD_WAITS("load-waits"),
  LOAD_WAITS_GIVEN_UP("load-waits-given-up"),
  REFRESHES("refreshes"),
  REFRESHES_DROPPED("refreshes-dropped"),
  KEPT_FAILURE_HITS("kept-failure-hits"),
  SETS("sets"),
  INVALIDATIONS("invalidations"),
  EXPIRATIONS("expirations"),
  EVICTIONS("evictions"),
  FAILURES("failures"),
  HEAP_SIZE("heap-size"),
  HEAP_SIZE_MAX("heap-size-max"),
  OFF_HEAP_SIZE("off-heap-size"),
  OFF_HEAP_BYTES("off-heap-bytes"),
  OFF_HEAP_BYTES_MAX("off-heap-bytes-max"),
  DISK_SIZE("disk-size"),
  DISK_BYTES("disk-bytes"),
  DISK_BYTES_MAX("disk-bytes-max"),
  TIME_TO_LIVE("time-to-live-seconds");

  private final String label;

  RegionMetric(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  long of(RegionStatistics region) {
    return switch (this) {
      case HITS -> region.hits();
      case STALE_HITS -> region.staleHits();
      case STALE_IF_ERRORS -> region.staleIfErrors();
      case MISSES -> region.misses();
      case LOADS -> region.loads();
      case LOAD_FAILURES -> region.loadFailures();
      case LOAD_WAITS -> region.loadWaits();
      case LOAD_WAITS_GIVEN_UP -> region.loadWaitsGivenUp();
      case REFRESHES -> region.refreshes();
      case REFRESHES_DROPPED -> region.refreshesDropped();
      case KEPT_FAILURE_HITS -> region.keptFailureHits();
      case SETS -> region.sets();
      case INVALIDATIONS -> region.invalidations();
      case EXPIRATIONS -> region.expirations();
      case EVICTIONS -> region.evictions();
      case FAILURES -> region.failures();
      case HEAP_SIZE -> region.heap().size();
      case HEAP_SIZE_MAX -> region.heap().sizeMax();
      case OFF_HEAP_SIZE -> region.offHeap().size();
      case OFF_HEAP_BYTES -> region.offHeap().bytes();
      case OFF_HEAP_BYTES_MAX -> region.offHeap().bytesMax();
      case DISK_SIZE -> region.disk().size();
      case DISK_BYTES -> region.disk().bytes();
      case DISK_BYTES_MAX -> region.disk().bytesMax();
      case TIME_TO_LIVE -> region.timeToLive().toSeconds();
    };
  }
}

package dev.spacetime.cache;

/** Every figure of a region that becomes a metric. */
enum RegionMetric {
  HITS("hits"),
  MISSES("misses"),
  LOADS("loads"),
  LOAD_FAILURES("load-failures"),
  SETS("sets"),
  INVALIDATIONS("invalidations"),
  EVICTIONS("evictions"),
  EXPIRATIONS("expirations"),
  FAILURES("failures"),
  SIZE("size"),
  SIZE_MAX("size-max"),
  BYTES("bytes"),
  BYTES_MAX("bytes-max"),
  TIME_TO_LIVE("time-to-live-seconds");

  private final String label;

  RegionMetric(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  long of(RegionStatistics statistics) {
    return switch (this) {
      case HITS -> statistics.hits();
      case MISSES -> statistics.misses();
      case LOADS -> statistics.loads();
      case LOAD_FAILURES -> statistics.loadFailures();
      case SETS -> statistics.sets();
      case INVALIDATIONS -> statistics.invalidations();
      case EVICTIONS -> statistics.evictions();
      case EXPIRATIONS -> statistics.expirations();
      case FAILURES -> statistics.failures();
      case SIZE -> statistics.size();
      case SIZE_MAX -> statistics.sizeMax();
      case BYTES -> statistics.bytes();
      case BYTES_MAX -> statistics.bytesMax();
      case TIME_TO_LIVE -> statistics.timeToLive().toSeconds();
    };
  }
}

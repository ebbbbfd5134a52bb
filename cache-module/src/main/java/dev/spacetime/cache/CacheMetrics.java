package dev.spacetime.cache;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.MetricSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * The statistics of all regions as gauges named {@code cache.<region>.<figure>}. A registry reads a
 * set once, when it is registered: open the regions first.
 */
public final class CacheMetrics implements MetricSet {
  private final Caches caches;

  public CacheMetrics(Caches caches) {
    this.caches = caches;
  }

  @Override
  public Map<String, Metric> getMetrics() {
    Map<String, Metric> gauges = new TreeMap<>();
    caches.regions().values().forEach(region -> add(gauges, region));
    return gauges;
  }

  private static void add(Map<String, Metric> gauges, Region<?, ?> region) {
    for (RegionMetric metric : RegionMetric.values()) {
      Gauge<Long> gauge = () -> metric.of(region.statistics());
      gauges.put(MetricRegistry.name("cache", region.name(), metric.label()), gauge);
    }
  }
}

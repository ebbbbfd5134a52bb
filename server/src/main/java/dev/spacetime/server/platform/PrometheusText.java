package dev.spacetime.server.platform;

import dev.spacetime.api.ApiResponse;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.ToLongFunction;

/** GET /metrics: the figures of GET /performance in Prometheus' text format 0.0.4. */
final class PrometheusText {
  private PrometheusText() {}

  static ApiResponse answer(PerformanceAnswer figures) {
    MetricSnapshots snapshots =
        MetricSnapshots.builder()
            .metricSnapshot(requests(figures))
            .metricSnapshot(durations(figures))
            .metricSnapshot(
                gauge("spacetime_requests_in_flight", figures.engine().requestsInFlight()))
            .metricSnapshot(gauge("spacetime_loads_waiting", figures.engine().queueDepth()))
            .metricSnapshot(
                gauge("spacetime_concurrency_limit", figures.engine().concurrencyLimit()))
            .metricSnapshot(counter("spacetime_requests_shed", figures.engine().shed()))
            .metricSnapshot(counter("spacetime_fast_lane", figures.engine().fastLane()))
            .metricSnapshot(counter("spacetime_purges", figures.engine().purges().sent()))
            .metricSnapshot(counter("spacetime_purge_failures", figures.engine().purges().failed()))
            .metricSnapshot(
                counter("spacetime_purged_tags_dropped", figures.engine().purges().dropped()))
            .metricSnapshot(gauge("spacetime_uptime_seconds", figures.engine().uptimeSeconds()))
            .metricSnapshot(gauge("spacetime_threads", figures.engine().threads()))
            .metricSnapshot(gauge("spacetime_heap_used_bytes", figures.memory().heapUsedBytes()))
            .metricSnapshot(
                gauge("spacetime_off_heap_used_bytes", figures.memory().offHeapUsedBytes()))
            .metricSnapshot(
                gauge("spacetime_resident_set_bytes", figures.memory().residentSetBytes()))
            .metricSnapshot(
                counter("spacetime_gc_collections", figures.engine().garbageCollections().count()))
            .metricSnapshot(
                regions(figures, "spacetime_cache_hits", PerformanceAnswer.RegionLevel::hits))
            .metricSnapshot(
                regions(figures, "spacetime_cache_misses", PerformanceAnswer.RegionLevel::misses))
            .metricSnapshot(
                regions(
                    figures, "spacetime_cache_evictions", PerformanceAnswer.RegionLevel::evictions))
            .metricSnapshot(checks(figures))
            .build();
    PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      writer.write(text, snapshots, EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return ApiResponse.of(200, writer.getContentType(), text.toByteArray());
  }

  private static CounterSnapshot requests(PerformanceAnswer figures) {
    CounterSnapshot.Builder requests =
        CounterSnapshot.builder().name("spacetime_requests").help("Requests answered");
    for (RequestMetrics.RequestFigures line : figures.engine().requests()) {
      line.statuses()
          .forEach(
              (status, count) ->
                  requests.dataPoint(
                      CounterSnapshot.CounterDataPointSnapshot.builder()
                          .value((double) count)
                          .labels(labels(line).merge(Labels.of("status", status.toString())))
                          .build()));
    }
    return requests.build();
  }

  private static SummarySnapshot durations(PerformanceAnswer figures) {
    SummarySnapshot.Builder durations =
        SummarySnapshot.builder()
            .name("spacetime_request_duration_seconds")
            .help("Time inside the server, since the start");
    for (RequestMetrics.RequestFigures line : figures.engine().requests()) {
      durations.dataPoint(
          SummarySnapshot.SummaryDataPointSnapshot.builder()
              .count(line.count())
              .quantiles(
                  Quantiles.of(
                      new Quantile(0.5, line.p50Ms() / 1_000),
                      new Quantile(0.95, line.p95Ms() / 1_000),
                      new Quantile(0.99, line.p99Ms() / 1_000)))
              .labels(labels(line))
              .build());
    }
    return durations.build();
  }

  private static CounterSnapshot regions(
      PerformanceAnswer figures,
      String name,
      ToLongFunction<PerformanceAnswer.RegionLevel> figure) {
    CounterSnapshot.Builder regions = CounterSnapshot.builder().name(name);
    figures
        .cache()
        .regions()
        .forEach(
            (region, level) ->
                regions.dataPoint(point(figure.applyAsLong(level), Labels.of("region", region))));
    return regions.build();
  }

  private static CounterSnapshot checks(PerformanceAnswer figures) {
    return CounterSnapshot.builder()
        .name("spacetime_security_checks")
        .dataPoint(point(figures.security().auth().totalChecks(), Labels.of("check", "auth")))
        .dataPoint(
            point(figures.security().whitelist().totalChecks(), Labels.of("check", "whitelist")))
        .build();
  }

  private static CounterSnapshot counter(String name, long value) {
    return CounterSnapshot.builder().name(name).dataPoint(point(value, Labels.EMPTY)).build();
  }

  private static CounterSnapshot.CounterDataPointSnapshot point(long value, Labels labels) {
    return CounterSnapshot.CounterDataPointSnapshot.builder()
        .value((double) value)
        .labels(labels)
        .build();
  }

  private static GaugeSnapshot gauge(String name, long value) {
    return GaugeSnapshot.builder()
        .name(name)
        .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value((double) value).build())
        .build();
  }

  private static Labels labels(RequestMetrics.RequestFigures line) {
    return Labels.of("variant", line.variant(), "endpoint", line.endpoint());
  }
}

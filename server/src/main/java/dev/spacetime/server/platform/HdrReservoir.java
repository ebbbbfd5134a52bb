package dev.spacetime.server.platform;

import com.codahale.metrics.Reservoir;
import com.codahale.metrics.Snapshot;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Every value since the start, to two significant digits: Dropwizard's default reservoir keeps a
 * sample of 1,028, which says nothing about a tail. Nanoseconds, capped at one minute.
 */
final class HdrReservoir implements Reservoir {
  private static final long NANOS_MAX = TimeUnit.MINUTES.toNanos(1);
  private static final int DIGITS = 2;

  private final Recorder recorder = new Recorder(NANOS_MAX, DIGITS);
  private final Histogram total = new Histogram(NANOS_MAX, DIGITS);

  @Override
  public int size() {
    return getSnapshot().size();
  }

  @Override
  public void update(long nanos) {
    recorder.recordValue(Math.max(0, Math.min(nanos, NANOS_MAX)));
  }

  @Override
  public synchronized Snapshot getSnapshot() {
    total.add(recorder.getIntervalHistogram());
    return new HdrSnapshot(total.copy());
  }

  private static final class HdrSnapshot extends Snapshot {
    private final Histogram histogram;

    HdrSnapshot(Histogram histogram) {
      this.histogram = histogram;
    }

    @Override
    public double getValue(double quantile) {
      return histogram.getValueAtPercentile(quantile * 100);
    }

    /** The values are counted, not kept. */
    @Override
    public long[] getValues() {
      return new long[0];
    }

    @Override
    public int size() {
      return (int) Math.min(Integer.MAX_VALUE, histogram.getTotalCount());
    }

    @Override
    public long getMax() {
      return histogram.getMaxValue();
    }

    @Override
    public double getMean() {
      return histogram.getMean();
    }

    @Override
    public long getMin() {
      return histogram.getTotalCount() == 0 ? 0 : histogram.getMinValue();
    }

    @Override
    public double getStdDev() {
      return histogram.getStdDeviation();
    }

    @Override
    public void dump(OutputStream output) {
      PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
      histogram.outputPercentileDistribution(out, 1.0);
    }
  }
}

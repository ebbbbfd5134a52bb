package dev.spacetime.perf.compare;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** A small line plot as SVG; the first line is the first side's. */
public final class Plot {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 200;
  private static final int LEFT = 60;
  private static final int BOTTOM = 30;
  private static final int TOP = 24;
  private static final int TICKS = 4;

  private Plot() {}

  /**
   * @param x not empty, ascending
   * @param y positive on a logarithmic axis
   */
  public record Curve(String name, List<Double> x, List<Double> y) {}

  /**
   * @param labels of the first curve's places on the x axis; empty ones are left out
   */
  public static String of(
      String title, String unit, boolean logarithmic, List<Curve> curves, List<String> labels) {
    double low =
        curves.stream().flatMap(curve -> curve.y().stream()).mapToDouble(v -> v).min().orElse(0);
    double high =
        curves.stream().flatMap(curve -> curve.y().stream()).mapToDouble(v -> v).max().orElse(1);
    double first =
        curves.stream().flatMap(curve -> curve.x().stream()).mapToDouble(v -> v).min().orElse(0);
    double last =
        curves.stream().flatMap(curve -> curve.x().stream()).mapToDouble(v -> v).max().orElse(1);
    DoubleUnaryOperator scale = logarithmic ? v -> Math.log(Math.max(v, 1e-6)) : v -> v;
    DoubleUnaryOperator unscale = logarithmic ? Math::exp : v -> v;
    double from = scale.applyAsDouble(logarithmic ? low : 0);
    double span = Math.max(1e-9, scale.applyAsDouble(high) - from);
    StringBuilder svg = new StringBuilder();
    svg.append("<figure><figcaption>%s (%s)</figcaption>".formatted(Html.text(title), unit));
    svg.append("<svg viewBox=\"0 0 %d %d\" role=\"img\">".formatted(WIDTH, HEIGHT));
    for (int tick = 0; tick <= TICKS; tick++) {
      double y = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * tick / (double) TICKS;
      double value = unscale.applyAsDouble(from + span * tick / TICKS);
      svg.append(line("grid", LEFT, y, WIDTH - 10, y));
      svg.append(text(LEFT - 4, y + 4, "end", number(value)));
    }
    double width = Math.max(1e-9, last - first);
    DoubleUnaryOperator across = v -> LEFT + (WIDTH - LEFT - 20) * (v - first) / width;
    List<Double> places = curves.isEmpty() ? List.of() : curves.get(0).x();
    for (int i = 0; i < labels.size() && i < places.size(); i++) {
      svg.append(text(across.applyAsDouble(places.get(i)), HEIGHT - 10, "middle", labels.get(i)));
    }
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      StringBuilder points = new StringBuilder();
      for (int k = 0; k < curve.x().size(); k++) {
        double y = (scale.applyAsDouble(curve.y().get(k)) - from) / span;
        points.append(
            String.format(
                Locale.ROOT,
                "%.1f,%.1f ",
                across.applyAsDouble(curve.x().get(k)),
                HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * y));
      }
      svg.append(
          "<polyline class=\"side%d\" points=\"%s\"/>".formatted(i, points.toString().strip()));
      svg.append(
          "<text class=\"side%d\" x=\"%d\" y=\"14\">%s</text>"
              .formatted(i, LEFT + 130 * i, Html.text(curve.name())));
    }
    return svg.append("</svg></figure>\n").toString();
  }

  /** Labels of which only the first and the last are shown. */
  public static List<String> ends(List<String> labels) {
    int last = labels.size() - 1;
    return IntStream.rangeClosed(0, last)
        .mapToObj(i -> i == 0 || i == last ? labels.get(i) : "")
        .toList();
  }

  private static String line(String kind, double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        kind,
        x1,
        y1,
        x2,
        y2);
  }

  private static String text(double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x,
        y,
        anchor,
        Html.text(text));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 1 ? "%.1f" : "%.3f", value);
  }
}

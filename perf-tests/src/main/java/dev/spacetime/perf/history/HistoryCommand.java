package dev.spacetime.perf.history;

import dev.spacetime.api.Json;
import dev.spacetime.perf.command.ExitStatus;
import dev.spacetime.perf.command.WrongUseException;
import dev.spacetime.perf.compare.Html;
import dev.spacetime.perf.compare.Plot;
import dev.spacetime.perf.history.HistoryStore.Entry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code history}: keeps the ratios of comparisons and tells when one shifted. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Adds a report.json of 'compare' to a store, tells which ratio shifted when and by how much "
            + "(E-divisive with a permutation test), and writes a page of trends.",
    footer = {"", "Exit status: 0 well, 1 the store can't be used, 2 wrong use."})
public final class HistoryCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  @Spec
  private CommandSpec spec;

  @Option(names = "--store", description = "A file of one JSON object a line.")
  private Path store = Path.of("history.jsonl");

  @Option(
      names = "--add",
      showDefaultValue = Visibility.NEVER,
      description = "A report.json to add.")
  private Optional<Path> report = Optional.empty();

  @Option(names = "--label", description = "Of what is added: a commit, a version.")
  private String label = "";

  @Option(
      names = "--html",
      showDefaultValue = Visibility.NEVER,
      description = "Takes the page of trends.")
  private Optional<Path> page = Optional.empty();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    HistoryStore history = new HistoryStore(store);
    if (report.isPresent()) {
      history.append(entry(report.get(), label));
    }
    List<Entry> entries = history.entries();
    List<Trend> trends = Trend.of(entries);
    out.printf("%d comparisons, %d figures%n", entries.size(), trends.size());
    trends.forEach(trend -> trend.sentences().forEach(out::println));
    if (page.isPresent()) {
      Files.writeString(page.get(), html(trends), StandardCharsets.UTF_8);
    }
    return ExitStatus.ENDED_WELL;
  }

  private static Entry entry(Path file, String label) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new WrongUseException("--add: there is no file " + file);
    }
    JsonNode tree =
        Json.tree(Files.readAllBytes(file))
            .filter(node -> node.path("schema_version").asInt(0) == HistoryStore.VERSION)
            .orElseThrow(
                () -> new WrongUseException("--add: " + file + " is no report of version 1"));
    Map<String, Double> figures = new TreeMap<>();
    for (JsonNode line : tree.path("lines")) {
      figures.put(
          line.path("workload").asString() + " " + line.path("figure").asString(),
          line.path("ratio").asDouble());
    }
    return new Entry(HistoryStore.VERSION, tree.path("created").asString(), label, figures);
  }

  private static String html(List<Trend> trends) {
    StringBuilder body = new StringBuilder("<h1>Ratios over time</h1>\n<div class=\"plots\">");
    for (Trend trend : trends) {
      List<Double> places =
          IntStream.range(0, trend.values().size()).mapToObj(i -> (double) i).toList();
      body.append(
          Plot.of(
              trend.name(),
              "second / first",
              false,
              List.of(new Plot.Curve("ratio", places, trend.values())),
              Plot.ends(trend.entries().stream().map(Entry::name).toList())));
    }
    body.append("</div>\n<h2>Shifts</h2>\n<ul>");
    trends.forEach(
        trend ->
            trend
                .sentences()
                .forEach(one -> body.append("<li>").append(Html.text(one)).append("</li>\n")));
    return Html.page("Ratios over time", body.append("</ul>\n").toString());
  }
}

package dev.spacetime.perf.budget;

import dev.spacetime.api.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads sections of {@code key = number} lines. A section {@code [steady GET /scene]} is for an
 * endpoint in a profile, {@code [every]} for all requests in each profile.
 */
final class BudgetFileReader {
  private final String name;
  private final List<String> profiles;
  private final Collection<String> endpoints;
  private final List<String> problems = new ArrayList<>();
  private final List<Budget> budgets = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private @Nullable Section section;
  private boolean sectionIsBroken;

  BudgetFileReader(String name, Collection<String> profiles, Collection<String> endpoints) {
    this.name = name;
    this.profiles = new ArrayList<>(profiles);
    this.profiles.add(Budget.EVERY_PROFILE);
    this.endpoints = endpoints;
  }

  private record Section(String profile, String endpoint) {}

  Budgets read(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("[")) {
        section = section(line, i + 1);
        sectionIsBroken = section == null;
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        budget(line, i + 1);
      }
    }
    if (problems.isEmpty() && budgets.isEmpty()) {
      problems.add(name + ": holds no budget");
    }
    if (!problems.isEmpty()) {
      throw new BudgetFileException(problems);
    }
    return new Budgets(budgets);
  }

  private @Nullable Section section(String line, int number) {
    if (!line.endsWith("]")) {
      problem(number, line + " is no section; it must end with ]");
      return null;
    }
    String[] words = line.substring(1, line.length() - 1).strip().split("\\s+", 2);
    String endpoint = words.length == 2 ? words[1] : Budget.ALL_REQUESTS;
    boolean known = known(number, "profile", words[0], profiles);
    if (words.length == 2) {
      known &= known(number, "endpoint", endpoint, endpoints);
    }
    return known ? new Section(words[0], endpoint) : null;
  }

  private boolean known(int number, String what, String word, Collection<String> known) {
    if (known.contains(word)) {
      return true;
    }
    problem(number, "unknown " + what + " " + word + meant(word, known));
    return false;
  }

  private static String meant(String word, Collection<String> known) {
    Optional<String> near = NearestName.of(word, known);
    return near.map(found -> "; did you mean " + found + "?")
        .orElse("; known are " + String.join(", ", known));
  }

  private void budget(String line, int number) {
    if (sectionIsBroken) {
      return;
    }
    Section current = section;
    if (current == null) {
      problem(number, line + " stands before the first [section]");
      return;
    }
    String[] parts = line.split("=", 2);
    String key = parts[0].strip();
    Optional<Metric> metric = Metric.of(key);
    if (metric.isEmpty()) {
      problem(number, "unknown key " + key + meant(key, Metric.keys()));
    } else if (metric.get().scope() == Metric.Scope.RUN
        && !current.endpoint.equals(Budget.ALL_REQUESTS)) {
      problem(number, key + " is a figure of the whole run, not of " + current.endpoint);
    } else {
      add(current, metric.get(), parts.length == 2 ? parts[1].strip() : "", number);
    }
  }

  private void add(Section current, Metric metric, String value, int number) {
    double limit;
    try {
      limit = Double.parseDouble(value);
    } catch (NumberFormatException noNumber) {
      limit = Double.NaN;
    }
    if (!(limit >= 0 && limit <= 1e9)) {
      problem(number, metric.key() + " = " + value + " must be a number from 0 to 1000000000");
      return;
    }
    Budget budget = new Budget(current.profile, current.endpoint, metric, limit, number);
    if (seen.add(budget.profile() + " " + budget.subject())) {
      budgets.add(budget);
    } else {
      problem(number, metric.key() + " is given twice for this section");
    }
  }

  private void problem(int number, String what) {
    problems.add(name + " line " + number + ": " + what);
  }
}

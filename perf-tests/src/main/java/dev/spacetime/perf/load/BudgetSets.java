package dev.spacetime.perf.load;

import dev.spacetime.perf.budget.BudgetFileException;
import dev.spacetime.perf.budget.Budgets;
import dev.spacetime.perf.command.WrongUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds budgets by the name of a set that comes with the program, or by a file. */
final class BudgetSets {
  static final List<String> NAMES = List.of("default", "strict");

  private BudgetSets() {}

  static Budgets open(String nameOrFile) {
    if (NAMES.contains(nameOrFile)) {
      String name = nameOrFile + ".budgets";
      Optional<String> text = Resources.text(name);
      return parse(name, text.orElseThrow().lines().toList());
    }
    Path file = Path.of(nameOrFile);
    try {
      return parse(nameOrFile, Files.readAllLines(file));
    } catch (IOException unreadable) {
      throw new WrongUseException(
          "--budgets="
              + nameOrFile
              + ": is neither a set ("
              + String.join(", ", NAMES)
              + ") nor a readable file.");
    }
  }

  private static Budgets parse(String name, List<String> lines) {
    try {
      return Budgets.parse(name, lines, Profile.NAMES, Profile.ENDPOINTS);
    } catch (BudgetFileException wrong) {
      throw new WrongUseException(String.valueOf(wrong.getMessage()));
    }
  }
}

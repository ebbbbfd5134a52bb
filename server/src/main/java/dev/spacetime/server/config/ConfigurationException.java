package dev.spacetime.server.config;

import java.util.List;

/** The program can't start as it was told to; holds everything that is wrong, not the first. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public ConfigurationException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** Each a sentence with the setting, its value and what would be right. */
  public List<String> problems() {
    return problems;
  }
}

package dev.spacetime.docs;

import java.util.ArrayList;
import java.util.List;

/** Cuts a command line into words as a shell does, for the quotes that the documents use. */
final class ShellWords {
  private ShellWords() {}

  static List<String> of(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char character = line.charAt(i);
      if (quote != 0) {
        if (character == quote) {
          quote = 0;
        } else {
          word.append(character);
        }
      } else if (character == '\'' || character == '"') {
        quote = character;
      } else if (character == ' ') {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
      } else {
        word.append(character);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }
}

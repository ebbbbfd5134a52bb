package dev.spacetime.perf.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The plan and what belongs to it, beside these classes. */
final class Resources {
  private Resources() {}

  static Optional<String> text(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Copies one that must be there into a folder, under its last name. */
  static Path copy(String name, Path folder) throws IOException {
    String text = text(name).orElseThrow(() -> new IllegalStateException("No resource " + name));
    Path target = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
    Files.writeString(target, text);
    return target;
  }
}

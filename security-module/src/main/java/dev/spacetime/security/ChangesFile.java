package dev.spacetime.security;

import java.io.IOException;
import java.nio.file.Path;

/** The changes in a file, which somebody may have changed meanwhile. */
record ChangesFile(Path path) implements ChangesStorage {
  @Override
  public WhitelistChanges read(WhitelistChanges last) {
    return WhitelistChanges.read(path);
  }

  @Override
  public void write(WhitelistChanges changes) throws IOException {
    changes.write(path);
  }

  @Override
  public boolean lasts() {
    return true;
  }
}

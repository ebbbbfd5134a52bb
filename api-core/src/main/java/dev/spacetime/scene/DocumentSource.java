package dev.spacetime.scene;

/** Where parsed files come from: read and parsed each time, or remembered by someone. */
public interface DocumentSource {
  /** Whether the project has this as a regular file. */
  boolean exists(ResourcePath path);

  /** What became of the file; a missing, unreadable or too large one is refused like bad text. */
  ParseResult document(ResourcePath path);

  /** A source that remembers nothing. */
  static DocumentSource uncached(ProjectFiles files) {
    return new UncachedDocuments(files, ParseLimits.DEFAULT);
  }

  /** A source that parses each file once, for one pass by any number of threads. */
  static DocumentSource shared(ProjectFiles files) {
    return new SharedDocuments(uncached(files));
  }
}

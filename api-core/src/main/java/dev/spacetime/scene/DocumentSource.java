package dev.spacetime.scene;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Where parsed files come from: the disk, or someone who keeps them. */
public interface DocumentSource {
  boolean exists(ResourcePath path);

  ParseResult document(ResourcePath path);

  /** Reads and parses at every call. */
  static DocumentSource uncached(ProjectFiles files) {
    return new DocumentSource() {
      @Override
      public boolean exists(ResourcePath path) {
        return files.exists(path);
      }

      @Override
      public ParseResult document(ResourcePath path) {
        try {
          return SceneParser.parse(path, files.read(path), ParseLimits.DEFAULT);
        } catch (NoSuchFileException missing) {
          return refused(ProblemCode.FILE_MISSING, path, "The file does not exist");
        } catch (SceneTooLargeException tooLarge) {
          return refused(ProblemCode.FILE_TOO_LARGE, path, "The file is too large");
        } catch (IOException unreadable) {
          return refused(ProblemCode.FILE_UNREADABLE, path, "The file can't be read");
        }
      }
    };
  }

  private static ParseResult refused(ProblemCode code, ResourcePath path, String message) {
    return new ParseResult.Refused(Position.START.problem(code, path, message));
  }
}

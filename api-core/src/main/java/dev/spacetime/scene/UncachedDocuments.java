package dev.spacetime.scene;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Reads and parses a file each time it is asked for. */
record UncachedDocuments(ProjectFiles files, ParseLimits limits) implements DocumentSource {
  @Override
  public boolean exists(ResourcePath path) {
    return files.exists(path);
  }

  @Override
  public ParseResult document(ResourcePath path) {
    try {
      return SceneParser.parse(path, files.read(path), limits);
    } catch (NoSuchFileException e) {
      return refused(ProblemCode.FILE_NOT_FOUND, path, "The file does not exist.");
    } catch (SceneTooLargeException e) {
      return refused(ProblemCode.FILE_TOO_LARGE, path, "The file is too large to be read.");
    } catch (IOException e) {
      return refused(ProblemCode.FILE_UNREADABLE, path, "The file can't be read.");
    }
  }

  private static ParseResult refused(ProblemCode code, ResourcePath path, String message) {
    return new ParseResult.Refused(SceneProblem.ofFile(code, path, message));
  }
}

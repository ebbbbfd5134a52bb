package dev.spacetime.scene;

/** Reads Godot's text scenes ({@code .tscn}) and text resources ({@code .tres}), formats 1 to 4. */
public final class SceneParser {
  private SceneParser() {}

  /**
   * Never throws: whatever the bytes are, they are a document or a problem with its place. Takes
   * time in proportion to the bytes.
   *
   * @param path names the file in problems, and is what relative paths in it start from
   */
  public static ParseResult parse(ResourcePath path, byte[] text, ParseLimits limits) {
    try {
      return new ParseResult.Parsed(new DocumentReader(path, text, limits).read());
    } catch (SyntaxException refused) {
      return new ParseResult.Refused(refused.problem(path));
    }
  }
}

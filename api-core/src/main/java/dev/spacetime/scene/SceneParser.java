package dev.spacetime.scene;

import java.util.List;
import java.util.Optional;

/** Reads the text of scenes ({@code .tscn}) and resources ({@code .tres}). */
public final class SceneParser {
  private SceneParser() {}

  /**
   * Reads one file's text. Whatever the bytes are, the answer is a document or a refusal.
   *
   * @param path the file that the text is from: relative paths in it start there, and problems name
   *     it. Nothing else is read
   */
  public static ParseResult parse(ResourcePath path, byte[] text, ParseLimits limits) {
    try {
      return new ParseResult.Parsed(new DocumentReader(path, text, limits).read());
    } catch (ParseFailure failure) {
      TextPosition position = new TextPositions(text).at(failure.offset());
      return new ParseResult.Refused(
          new SceneProblem(
              failure.code(), failure.reason(), path, position.line(), position.column()));
    }
  }

  /**
   * The files that a text declares it needs, in the text's order, as the engine lists them without
   * loading anything: also of a file whose rest is broken, and repeated where the text does.
   */
  public static List<String> dependencies(ResourcePath path, byte[] text) {
    return new DependencyLister(path, text).list();
  }

  /** The identifier in a file's first heading, as far as the text has one that can be read. */
  static Optional<String> uid(byte[] text) {
    try {
      Lexer lexer = new Lexer(text, new Warnings(1));
      NameTable names = new NameTable();
      ResourceTable resources = new ResourceTable(ResourcePath.ROOT);
      ValueReader values = new ValueReader(lexer, names, resources, ParseLimits.DEFAULT.depthMax());
      return Optional.ofNullable(
          FileHeader.read(new HeadingReader(lexer, names, values), lexer).uid());
    } catch (ParseFailure failure) {
      return Optional.empty();
    }
  }
}

package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole file in the order that the engine reads it: the file's own heading, the resources
 * it declares, then either its nodes or the one resource that it is.
 */
final class DocumentReader {
  private final ResourcePath path;
  private final byte[] text;
  private final Lexer lexer;
  private final HeadingReader headings;
  private final KeyReader keys;
  private final ValueReader values;
  private final ResourceTable resources;
  private final Warnings warnings;
  private final TextPositions positions;
  private final ParseLimits limits;

  DocumentReader(ResourcePath path, byte[] text, ParseLimits limits) {
    this.path = path;
    this.text = text;
    this.limits = limits;
    warnings = new Warnings(limits.warningsMax());
    lexer = new Lexer(text, warnings);
    NameTable names = new NameTable();
    resources = new ResourceTable(path);
    values = new ValueReader(lexer, names, resources, limits.depthMax());
    headings = new HeadingReader(lexer, names, values);
    keys = new KeyReader(lexer, names);
    positions = new TextPositions(text);
  }

  SceneDocument read() {
    FileHeader header = FileHeader.read(headings, lexer);
    lexer.read(header.grammar());
    Heading second = headings.next();
    resources.beginDeclarations();
    Heading heading = new DeclarationReader(this).readAll(second);
    NodeCollector nodes = new NodeCollector(this);
    if (header.isScene()) {
      nodes.readAll(required(heading, HeadingKind.NODE, ProblemCode.NO_NODES));
    } else {
      required(heading, HeadingKind.RESOURCE, ProblemCode.NO_RESOURCE);
      readResource(header);
    }
    return new SceneDocument(
        path,
        header.format(),
        header.uid(),
        header.resourceType(),
        resources.externals(),
        resources.subResources(),
        nodes.nodes(),
        nodes.connections(),
        nodes.editablePaths(),
        resources.directLoads(),
        allWarnings());
  }

  Grammar grammar() {
    return lexer.grammar();
  }

  HeadingReader headings() {
    return headings;
  }

  KeyReader keys() {
    return keys;
  }

  ValueReader values() {
    return values;
  }

  ResourceTable resources() {
    return resources;
  }

  Warnings warnings() {
    return warnings;
  }

  ParseLimits limits() {
    return limits;
  }

  TextPosition position(int offset) {
    return positions.at(offset);
  }

  private Heading required(@Nullable Heading heading, HeadingKind kind, ProblemCode absent) {
    if (heading == null) {
      throw new ParseFailure(
          absent, text.length, "The file ends before its first [" + kind.tag() + "].");
    }
    if (heading.kind() == kind) {
      return heading;
    }
    throw misplaced(heading, "[" + kind.tag() + "]");
  }

  static ParseFailure misplaced(Heading heading, String expected) {
    return heading.kind() == null
        ? new ParseFailure(
            ProblemCode.UNKNOWN_HEADING,
            heading.offset(),
            "[" + heading.tag() + "] is no heading that a scene or resource file has.")
        : new ParseFailure(
            ProblemCode.MISPLACED_HEADING,
            heading.offset(),
            "[" + heading.tag() + "] can't stand here, where " + expected + " is expected.");
  }

  /** The one resource that a resource file is: assignments up to the file's end. */
  private void readResource(FileHeader header) {
    requireClass(header.resourceType(), header.offset());
    KeyReader.Found found = keys.next();
    while (found == KeyReader.Found.ASSIGNMENT) {
      values.check();
      if (keys.name().isEmpty()) {
        throw new ParseFailure(
            ProblemCode.SYNTAX, keys.start(), "A property's name is expected before '='.");
      }
      found = keys.next();
    }
    if (found == KeyReader.Found.HEADING) {
      throw new ParseFailure(
          ProblemCode.MISPLACED_HEADING, keys.start(), "Nothing may follow [resource].");
    }
  }

  static void requireClass(@Nullable String type, int offset) {
    if (type != null && !ClassNames.wellFormed(type)) {
      throw new ParseFailure(
          ProblemCode.UNKNOWN_CLASS, offset, "There is no class with the name '" + type + "'.");
    }
  }

  /** What the reading of the text gave rise to, and what it left unused. */
  private List<SceneProblem> allWarnings() {
    List<SceneProblem> unused = new ArrayList<>();
    for (ExternalResource external : resources.unusedExternals()) {
      unused.add(
          new SceneProblem(
              ProblemCode.UNUSED_EXTERNAL_RESOURCE,
              "Nothing in this file uses the external resource " + external.id() + ".",
              path,
              external.line(),
              external.column()));
    }
    for (SubResource sub : resources.unusedSubResources()) {
      unused.add(
          new SceneProblem(
              ProblemCode.UNUSED_SUB_RESOURCE,
              "Nothing in this file uses the sub-resource " + sub.id() + ".",
              path,
              sub.line(),
              sub.column()));
    }
    return warnings.located(path, text, unused);
  }
}

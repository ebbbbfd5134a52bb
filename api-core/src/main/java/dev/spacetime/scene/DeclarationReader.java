package dev.spacetime.scene;

import org.jspecify.annotations.Nullable;

/** Reads the resources that a file declares ahead of its nodes: external ones and its own. */
final class DeclarationReader {
  private final DocumentReader document;

  DeclarationReader(DocumentReader document) {
    this.document = document;
  }

  /** Reads from the given heading on, up to the first that declares nothing; null at the end. */
  @Nullable Heading readAll(@Nullable Heading first) {
    Heading heading = first;
    while (heading != null) {
      if (heading.kind() == HeadingKind.EXTERNAL_RESOURCE) {
        declareExternal(heading);
        heading = document.headings().next();
      } else if (heading.kind() == HeadingKind.SUB_RESOURCE) {
        declareSub(heading);
        heading = readProperties(heading);
      } else {
        return heading;
      }
    }
    return null;
  }

  private void declareExternal(Heading heading) {
    ExternalResource external =
        external(heading, document.resources().file(), document.grammar(), position(heading));
    if (!document.resources().declare(external)) {
      warnOfDuplicate(heading, external.id(), "this one replaces the earlier one.");
    }
  }

  static ExternalResource external(
      Heading heading, ResourcePath file, Grammar grammar, TextPosition position) {
    String path = heading.require(Attribute.PATH).asText(grammar);
    String type = heading.require(Attribute.TYPE).asText(grammar);
    String id = heading.require(Attribute.ID).asId(grammar);
    Value uid = heading.value(Attribute.UID);
    return new ExternalResource(
        id,
        type,
        path,
        ResourcePath.referenced(file, path).orElse(null),
        uid instanceof Value.Text text ? text.value() : null,
        position.line(),
        position.column());
  }

  private void declareSub(Heading heading) {
    String type = heading.require(Attribute.TYPE).asText(document.grammar());
    String id = heading.require(Attribute.ID).asId(document.grammar());
    DocumentReader.requireClass(type, heading.offset());
    TextPosition position = position(heading);
    SubResource sub = new SubResource(id, type, position.line(), position.column());
    if (!document.resources().declare(sub)) {
      warnOfDuplicate(heading, id, "the earlier one counts.");
    }
  }

  /** The properties of a sub-resource, which must be followed by another heading. */
  private Heading readProperties(Heading sub) {
    KeyReader keys = document.keys();
    KeyReader.Found found = keys.next();
    while (found == KeyReader.Found.ASSIGNMENT) {
      document.values().check();
      found = keys.next();
    }
    if (found == KeyReader.Found.END) {
      throw new ParseFailure(
          ProblemCode.NO_NODES, sub.offset(), "The file ends with this [sub_resource].");
    }
    Heading heading = new Heading(keys.start());
    document.headings().readAfterBracket(heading);
    return heading;
  }

  private void warnOfDuplicate(Heading heading, String id, String consequence) {
    document
        .warnings()
        .add(
            ProblemCode.DUPLICATE_ID,
            heading.offset(),
            "The id " + id + " is declared twice; " + consequence);
  }

  private TextPosition position(Heading heading) {
    return document.position(heading.offset());
  }
}

package dev.spacetime.scene;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists what a file's head declares, the way the engine does it when it is asked for dependencies
 * alone: it goes over errors, and looks at the heading before the error once more.
 */
final class DependencyLister {
  /** Each token of garbage may repeat a path: a list is cut where no real one reaches. */
  private static final int COUNT_MAX = 100_000;

  private final ResourcePath path;
  private final Lexer lexer;
  private final HeadingReader headings;
  private final ResourceTable resources;
  private final int textLength;

  DependencyLister(ResourcePath path, byte[] text) {
    this.path = path;
    this.textLength = text.length;
    lexer = new Lexer(text, new Warnings(1));
    resources = new ResourceTable(path);
    NameTable names = new NameTable();
    ValueReader values = new ValueReader(lexer, names, resources, ParseLimits.DEFAULT.depthMax());
    headings = new HeadingReader(lexer, names, values);
  }

  List<String> list() {
    List<String> paths = new ArrayList<>();
    try {
      FileHeader header = FileHeader.read(headings, lexer);
      lexer.read(header.grammar());
      Heading heading = headings.next();
      resources.beginDeclarations();
      while (heading != null && declares(heading) && paths.size() < COUNT_MAX) {
        String declared = path(heading);
        Heading same = heading;
        // Garbage repeats a heading once for each token, and a path may be as long as the file.
        while (heading == same && paths.size() < COUNT_MAX) {
          paths.add(declared);
          heading = following(same);
        }
      }
    } catch (ParseFailure failure) {
      return paths;
    }
    return paths;
  }

  private static boolean declares(Heading heading) {
    return heading.kind() == HeadingKind.EXTERNAL_RESOURCE
        && heading.has(Attribute.TYPE)
        && heading.has(Attribute.ID);
  }

  private String path(Heading heading) {
    Value written = heading.value(Attribute.PATH);
    String text = (written == null ? Value.Bare.NOTHING : written).asText(lexer.grammar());
    if (text.contains("://")) {
      return text;
    }
    return ResourcePath.referenced(path, text).map(ResourcePath::value).orElse(text);
  }

  /** The next heading, whole or not; after anything else, the same again. */
  private @Nullable Heading following(Heading heading) {
    Heading next = null;
    try {
      Token token = lexer.next();
      if (token != Token.OPEN_BRACKET) {
        return lexer.position() < textLength ? heading : null;
      }
      next = new Heading(lexer.start());
      headings.readAfterBracket(next);
      return next;
    } catch (ParseFailure failure) {
      return next == null || next.tag().isEmpty() ? heading : next;
    }
  }
}

package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Whatever a scene file holds, the answer is one and the same, in its text and in bounds. */
class SceneParserFuzzTest {
  private static final ResourcePath PATH = new ResourcePath("res://a.tscn");
  private static final ParseLimits TIGHT = new ParseLimits(3, 3, 3);

  @FuzzTest(maxDuration = "10s")
  @DictionaryFile(resourcePath = "SceneParserFuzzTest.dict")
  void readsAnyText(byte[] text) {
    ParseResult result = Cost.bounded(text, () -> parse(text, ParseLimits.DEFAULT));
    assertThat(parse(text, ParseLimits.DEFAULT)).isEqualTo(result);
    TextShape shape = new TextShape(text);
    if (result instanceof ParseResult.Parsed parsed) {
      assertPlausible(parsed.document(), text);
      assertInside(shape, parsed.document().warnings());
    } else {
      assertInside(shape, List.of(((ParseResult.Refused) result).problem()));
    }
    assertTight(parse(text, TIGHT), result);
    List<String> dependencies = Cost.bounded(text, () -> SceneParser.dependencies(PATH, text));
    assertThat(SceneParser.dependencies(PATH, text)).isEqualTo(dependencies).doesNotContainNull();
    assertValidated(text, shape, result);
  }

  private static void assertPlausible(SceneDocument document, byte[] text) {
    int headings =
        document.nodes().size()
            + document.connections().size()
            + document.externals().size()
            + document.subResources().size()
            + document.editablePaths().size();
    assertThat(headings).isLessThan(text.length);
    assertWarningsBounded(document, ParseLimits.DEFAULT);
    assertThat(document.uid()).isEqualTo(SceneParser.uid(text).orElse(null));
  }

  /** A limit refuses or cuts warnings off; it changes nothing else. */
  private static void assertTight(ParseResult tight, ParseResult usual) {
    if (tight instanceof ParseResult.Parsed parsed) {
      SceneDocument document = parsed.document();
      assertThat(document.nodes()).hasSizeLessThanOrEqualTo(TIGHT.nodesMax());
      assertWarningsBounded(document, TIGHT);
      assertThat(usual).isInstanceOf(ParseResult.Parsed.class);
      assertThat(((ParseResult.Parsed) usual).document().nodes()).isEqualTo(document.nodes());
    }
  }

  // One more tells that there were more.
  private static void assertWarningsBounded(SceneDocument document, ParseLimits limits) {
    assertThat(document.warnings()).hasSizeLessThanOrEqualTo(limits.warningsMax() + 1);
  }

  private static void assertValidated(byte[] text, TextShape shape, ParseResult result) {
    SceneReport report = Cost.bounded(text, () -> validate(text));
    assertThat(validate(text)).isEqualTo(report);
    assertInside(shape, report.errors());
    assertInside(shape, report.warnings());
    if (result instanceof ParseResult.Refused refused) {
      assertThat(report.errors()).containsExactly(refused.problem());
    }
  }

  private static void assertInside(TextShape shape, List<SceneProblem> problems) {
    for (SceneProblem problem : problems) {
      assertThat(problem.message()).isNotBlank();
      assertThat(problem.file()).isEqualTo(PATH);
      shape.assertHolds(problem.line(), problem.column());
    }
  }

  private static SceneReport validate(byte[] text) {
    return new ScenesInMemory().with(PATH, text).validate(PATH.value());
  }

  private static ParseResult parse(byte[] text, ParseLimits limits) {
    return SceneParser.parse(PATH, text, limits);
  }
}

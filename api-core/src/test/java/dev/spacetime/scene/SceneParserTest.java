package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SceneParserTest {
  private static final ResourcePath PATH = new ResourcePath("res://folder/a.tscn");

  @Test
  void keepsTheStructureAndItsPlaces() {
    SceneDocument scene =
        parsed(
            """
            [gd_scene load_steps=3 format=2]

            [ext_resource path="../b.tscn" type="PackedScene" id=1]

            [sub_resource type="Gradient" id=7]
            colors = PoolColorArray( 0, 0, 0, 1 )

            [node name="Root" type="Node2D"]
            position = Vector2( 1, 2 )
            g = SubResource( 7 )

              [node name="B" parent="." instance=ExtResource( 1 )]

            [connection signal="ready" from="./B" to="." method="go"]

            [editable path="B"]
            """);
    ExternalResource external =
        new ExternalResource(
            "1", "PackedScene", "../b.tscn", new ResourcePath("res://b.tscn"), null, 3, 1);
    assertThat(scene.externals()).containsExactly(external);
    assertThat(scene.subResources()).containsExactly(new SubResource("7", "Gradient", 5, 1));
    assertThat(scene.nodes()).hasSize(2);
    SceneNode root = scene.nodes().get(0);
    assertThat(root.properties()).containsExactly("position", "g");
    assertThat(root.line()).isEqualTo(8);
    SceneNode instance = scene.nodes().get(1);
    assertThat(instance.instance()).isEqualTo(new NodeInstance.Of(external));
    assertThat(instance.path()).isEqualTo("./B");
    assertThat(List.of(instance.line(), instance.column())).containsExactly(12, 3);
    SceneConnection connection = scene.connections().get(0);
    assertThat(connection.from()).hasToString("B");
    assertThat(connection.line()).isEqualTo(14);
    assertThat(scene.editablePaths()).containsExactly(NodePath.parse("B"));
    assertThat(scene.warnings()).isEmpty();
    assertThat(scene.dependencies()).containsExactly(new ResourcePath("res://b.tscn"));
  }

  @Test
  void readsGodot4() {
    SceneDocument scene =
        parsed(
            """
            [gd_scene format=4 uid="uid://abc"]

            [ext_resource type="Script" uid="uid://s" path="res://s.gd" id="1_x"]

            [node name="Root" type="Node" unique_id=5 node_paths=PackedStringArray("a")]
            script = ExtResource("1_x")
            a = NodePath("B")
            b = &"name"
            c = Array[ExtResource("1_x")]([])
            d = Dictionary[StringName, Array]({ &"k": [Vector4i(1, 2, 3, 4)] })
            e = PackedByteArray("AAAA")
            f = Vector2(inf, -inf)
            g = [nan, inf_neg, 1E5, -1.5e-3]
            h = Projection(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)
            i = Callable()
            j = Signal()
            k = RID()
            l = Object(InputEventKey,"keycode":1,"script":null)
            m = Resource("uid://s", "res://s.gd")
            0:0/0/physics_layer_0/polygon_0/points = PackedVector2Array(1, 2)
            libraries/ = { }
            """);
    assertThat(scene.uid()).isEqualTo("uid://abc");
    assertThat(scene.nodes().get(0).properties()).hasSize(16).contains("libraries/");
    assertThat(scene.warnings()).isEmpty();
    assertThat(scene.directLoads()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&\"name\"", "@\"name\"", "Vector2i(1, 2)", "Array[int]([])", "PackedByteArray(1)",
        "ByteArray(\"AAAA\")", "Signal()", "RID()", "Vector2(inf, 0)", "Vector4(1, 2, 3, 4)"
      })
  void keepsNewValuesOutOfOldFormats(String value) {
    assertThat(refusal(value, 2).code()).isEqualTo(ProblemCode.SYNTAX);
    parsed("[gd_scene format=3]\n[node name=\"R\" type=\"Node\"]\na = " + value + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Vector2(1)",
        "Vector2(1, 2, 3)",
        "Vector2(1, 2,)",
        "Vector2 1",
        "Vector2(1 2)",
        "[1 2]",
        "[,]",
        "[1,,2]",
        "{ \"a\" }",
        "{ \"a\": 1 \"b\": 2 }",
        "{ 1: }",
        "\"open",
        "\"\\u12\"",
        "NodePath()",
        "NodePath(1)",
        "Object(Node)",
        "Object(Node, a: 1)",
        "Foo(1)",
        "True",
        ".5",
        "+5",
        "'x'",
        "",
        "Resource(1)",
        "PoolStringArray(1)",
        "InputEvent(NOSE)",
        "(1)"
      })
  void refusesMalformedValues(String value) {
    for (int format : new int[] {2, 3}) {
      SceneProblem problem = refusal(value, format);
      assertThat(problem.code()).isEqualTo(ProblemCode.SYNTAX);
      assertThat(problem.line()).isBetween(3, 4);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PackedByteArray(\"AAA\")",
        "PackedByteArray(\"A=AA\")",
        "PackedByteArray(\"A*AA\")",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"\\U01F60\"",
        "-x",
        "Array([])",
        "Array[int]([)",
        "Dictionary[int]({})",
        "Resource(\"res://a\", \"res://b\")"
      })
  void refusesMalformedValuesOfGodot4(String value) {
    assertThat(refusal(value, 3).code()).isEqualTo(ProblemCode.SYNTAX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a = [1, ∂]            | 3 |  9",
        "ab = Vector2(1)       | 3 |  6",
        "å = \"é\" b = Foo(1)  | 3 | 13",
        "a = ExtResource(1)    | 3 | 17",
      })
  void pointsAtTheError(String line, int lineNumber, int column) {
    SceneProblem problem =
        refused("[gd_scene format=2]\n[node name=\"R\" type=\"Node\"]\n" + line.strip() + "\n");
    assertThat(List.of(problem.line(), problem.column())).containsExactly(lineNumber, column);
    assertThat(problem.file()).isEqualTo(PATH);
    assertThat(problem.message()).endsWith(".");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                        | SYNTAX",
        "[gd_scene format=5]                                       | UNKNOWN_FORMAT",
        "[gd_scene format=\"99\"]                                  | UNKNOWN_FORMAT",
        "[gd_scene format=2]                                       | NO_NODES",
        "[gd_scene format=2][ext_resource path=\"a\" type=\"b\" id=1] | NO_NODES",
        "[gd_scene format=2][sub_resource type=\"A\" id=1]         | NO_NODES",
        "[gd_resource type=\"A\" format=2]                         | NO_RESOURCE",
        "[gd_resource format=2][resource]                          | MISSING_ATTRIBUTE",
        "[gd_resource type=\"\" format=2][resource]                | UNKNOWN_CLASS",
        "[gd_resource type=\"A\" format=2][node name=\"A\"]        | MISPLACED_HEADING",
        "[gd_resource type=\"A\" format=2][resource][resource]     | MISPLACED_HEADING",
        "[other]                                                   | UNKNOWN_HEADING",
        "[gd_scene format=2][NODE name=\"A\"]                      | UNKNOWN_HEADING",
        "[gd_scene format=2][connection signal=\"a\"]              | MISPLACED_HEADING",
        "[gd_scene format=2][node name=\"A\"][sub_resource]        | MISPLACED_HEADING",
        "[gd_scene format=2][node name=\"A\"][editable]            | MISSING_ATTRIBUTE",
        "[gd_scene format=2][node name=\"A\"][connection]          | MISSING_ATTRIBUTE",
        "[gd_scene format=2][ext_resource path=\"a\" type=\"b\"]   | MISSING_ATTRIBUTE",
        "[gd_scene format=2][sub_resource type=\"A\"]              | MISSING_ATTRIBUTE",
        "[gd_scene format=2][node name=\"A\" instance_placeholder=\"a\"] | PLACEHOLDER_ROOT",
        "[gd_scene format=2][node name=\"A\" instance=ExtResource(1)]  | UNDECLARED_EXTERNAL_RESOURCE",
        "[gd_scene format=2][node name=\"A\"]a=SubResource(1)      | UNDECLARED_SUB_RESOURCE",
      })
  void refusesWhatTheEngineRefuses(String text, ProblemCode code) {
    assertThat(refused(text).code()).isEqualTo(code);
  }

  @Test
  void refusesByteOrderMarks() {
    assertThat(refused("\uFEFF[gd_scene format=2]").code()).isEqualTo(ProblemCode.BYTE_ORDER_MARK);
    byte[] utf16 = "\uFEFF[gd_scene]".getBytes(StandardCharsets.UTF_16LE);
    assertThat(refused(utf16).code()).isEqualTo(ProblemCode.BYTE_ORDER_MARK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a = 1E+3           | MISREAD_NUMBER    | 3 | 5",
        "a = 0x1F           | MISREAD_NUMBER    | 3 | 5",
        "a = -inf           | MISREAD_NUMBER    | 3 | 5",
        "a = 1.5.2          | MISREAD_NUMBER    | 3 | 5",
        "stray              | STRAY_TEXT        | 3 | 1",
        "a b = 1            | STRAY_TEXT        | 3 | 1",
        "stray [x] = 1      | SWALLOWED_HEADING | 3 | 7",
        "ñ = 1              | MISREAD_NAME      | 3 | 1",
        "a = \"\\u0416\"    | MISREAD_ESCAPE    | 3 | 6",
        "= 1                | REPEATED_HEADING  | 3 | 1",
      })
  void warnsOfTextThatIsMisread(String line, ProblemCode code, int lineNumber, int column) {
    SceneDocument scene =
        parsed("[gd_scene format=2]\n[node name=\"R\" type=\"Node\"]\n" + line.strip() + "\n");
    assertThat(scene.warnings())
        .anySatisfy(
            warning -> {
              assertThat(warning.code()).isEqualTo(code);
              assertThat(List.of(warning.line(), warning.column()))
                  .containsExactly(lineNumber, column);
            });
  }

  @Test
  void countsAHeadingOnceMoreForEachValueWithoutAName() {
    SceneDocument scene =
        parsed("[gd_scene format=2]\n[node name=\"R\" type=\"Node\"]\na = 1\n= 2\nb = 3\n");
    assertThat(scene.nodes())
        .extracting(SceneNode::properties)
        .containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void readsBytesThatAreNoUtf8AsLatin1() {
    byte[] text =
        "[gd_scene format=2]\n[node name=\"ÿé\" type=\"Node\"]\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    SceneDocument scene = parsed(text);
    assertThat(scene.nodes().get(0).name()).isEqualTo("ÿé");
    assertThat(scene.warnings())
        .extracting(SceneProblem::code)
        .containsExactly(ProblemCode.INVALID_UTF8);
  }

  @Test
  void convertsAttributesLikeTheEngine() {
    SceneDocument scene =
        parsed(
            """
            [gd_scene format=2]
            [ext_resource path="res://a.gd" type="Script" id="1_x2"]
            [node name=5 type="Node"]
            a = ExtResource( 12.9 )
            [node name=null type="Node" parent=NodePath(".") index="1"]
            [node name=true type="Node" parent=3 index=2.7]
            """);
    assertThat(scene.nodes()).extracting(SceneNode::name).containsExactly("5", "Null", "True");
    assertThat(scene.nodes()).extracting(SceneNode::path).containsExactly(".", "./Null", "True");
    assertThat(scene.nodes()).extracting(SceneNode::index).containsExactly(-1, 1, 2);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void refusesDeepNestingWithItsPlace() {
    for (String open : List.of("[", "{ 1: ", "Object(Node,\"a\":")) {
      SceneProblem problem = refusal(open.repeat(100_000), 2);
      assertThat(problem.code()).isEqualTo(ProblemCode.TOO_DEEP);
      int level = ParseLimits.DEFAULT.depthMax();
      assertThat(problem.column()).isGreaterThan(4 + level * open.length() - 4);
    }
    String deepest = "[".repeat(10_000) + "]".repeat(10_000);
    parsed("[gd_scene format=2]\n[node name=\"R\" type=\"Node\"]\na = " + deepest);
  }

  @Test
  void boundsNodesAndWarnings() {
    String head = "[gd_scene format=2]\n[node name=\"R\" type=\"Node\"]\n";
    ParseLimits limits = new ParseLimits(5, 3, 2);
    String node = "[node name=\"A\" type=\"Node\" parent=\".\"]\n";
    assertThat(((ParseResult.Refused) parse(head + node.repeat(3), limits)).problem().code())
        .isEqualTo(ProblemCode.TOO_MANY_NODES);
    ParseResult garbage = parse(head + "a = -\n".repeat(50), limits);
    assertThat(((ParseResult.Parsed) garbage).document().warnings())
        .hasSize(3)
        .last()
        .extracting(SceneProblem::code)
        .isEqualTo(ProblemCode.FURTHER_WARNINGS);
  }

  /** Each of these would take minutes if its cost grew with the square of its size. */
  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void takesLinearTime() {
    String head = "[gd_scene format=2]\n[node name=\"R\" type=\"Node\"";
    int count = 1_000_000;
    parsed(head + "]\na = \"" + "x\n".repeat(count) + "\"");
    parsed(head + "]\na = \"" + "\\n\u00e9".repeat(count) + "\"");
    parsed(head + "]\na = [" + "1, ".repeat(count) + "]");
    parsed(head + " b=1".repeat(count) + "]");
    parsed(head + "]\n" + "a".repeat(count) + " = 1");
    parsed(head + "]\n" + "a b ".repeat(count));
    parsed(head + "]\n" + ";\n".repeat(count));
    parsed(head + "]\n" + "stray [ ".repeat(count));
    refused(head + "]\n" + "[node".repeat(count));
    StringBuilder nodes = new StringBuilder(head).append("]\n");
    for (int i = 0; i < 200_000; i++) {
      nodes
          .append("[node name=\"N")
          .append(i)
          .append("\" type=\"Node\" parent=\".\"]\na")
          .append(i)
          .append(" = 1\n");
    }
    assertThat(parsed(nodes.toString()).nodes()).hasSize(200_001);
  }

  @Test
  void listsDependenciesOfBrokenFiles() {
    String text =
        """
        [gd_scene format=2]
        [ext_resource path="res://a.tscn" type="PackedScene" id=1]
        [ext_resource path="b.tscn" type="PackedScene" id=2]
        [node name="R" type="Node"]
        a = Foo(1)
        """;
    assertThat(SceneParser.dependencies(PATH, text.getBytes(StandardCharsets.UTF_8)))
        .containsExactly("res://a.tscn", "res://folder/b.tscn");
  }

  private static SceneProblem refusal(String value, int format) {
    return refused(
        "[gd_scene format=" + format + "]\n[node name=\"R\" type=\"Node\"]\na = " + value + "\n");
  }

  private static SceneProblem refused(String text) {
    return refused(text.getBytes(StandardCharsets.UTF_8));
  }

  private static SceneProblem refused(byte[] text) {
    ParseResult result = SceneParser.parse(PATH, text, ParseLimits.DEFAULT);
    assertThat(result).isInstanceOf(ParseResult.Refused.class);
    return ((ParseResult.Refused) result).problem();
  }

  private static SceneDocument parsed(String text) {
    return parsed(text.getBytes(StandardCharsets.UTF_8));
  }

  private static SceneDocument parsed(byte[] text) {
    ParseResult result = SceneParser.parse(PATH, text, ParseLimits.DEFAULT);
    assertThat(result).isInstanceOf(ParseResult.Parsed.class);
    return ((ParseResult.Parsed) result).document();
  }

  private static ParseResult parse(String text, ParseLimits limits) {
    return SceneParser.parse(PATH, text.getBytes(StandardCharsets.UTF_8), limits);
  }
}

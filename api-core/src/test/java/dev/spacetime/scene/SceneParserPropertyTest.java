package dev.spacetime.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SceneParserPropertyTest {
  private static final ResourcePath PATH = new ResourcePath("res://a.tscn");

  private static final String SEED =
      """
      [gd_scene load_steps=2 format=3 uid="uid://a"]

      [ext_resource type="PackedScene" path="res://b.tscn" id="1_b"]

      [sub_resource type="Gradient" id="2"]
      offsets = PackedFloat32Array(0, 1.5, -2e-5)

      [node name="Root" type="Node2D" groups=["x", &"y"]]
      a = { "k": [Vector2(1, 2), SubResource("2")], 1: NodePath("A:b") } ; comment
      "quoted \\u00e9" = Array[int]([1, 2])
      text = "several
      [lines]"

      [node name="B" parent="." index="0" instance=ExtResource("1_b")]

      [connection signal="s" from="." to="B" method="m" binds=[1]]

      [editable path="B"]
      """;

  private static final List<String> PIECES =
      List.of(
          "[",
          "]",
          "(",
          ")",
          "{",
          "}",
          "=",
          ":",
          ",",
          ";",
          "\"",
          "\\",
          "\\u",
          "\\ud83d",
          "#",
          "&",
          "@",
          "-",
          ".",
          "e",
          "0x",
          "\n",
          " ",
          "\0",
          "\u00e9",
          "null",
          "Vector2(",
          "Object(Node,",
          "Array[",
          "Resource(\"res://a.tscn\")",
          "ExtResource(1)",
          "SubResource(\"2\")",
          "[node ",
          "[resource]",
          "[ext_resource ",
          "format=2",
          "parent=\"..\"",
          "index=-1",
          "= 1");

  @Property(tries = 2_000)
  void answersWhateverTheBytes(@ForAll byte[] text) {
    assertAnswers(text);
    assertAnswers(concat("[gd_scene format=2]\n[node name=\"R\" type=\"Node\"]\n", text));
    assertAnswers(concat("[gd_scene format=3]\n[node name=\"R\" type=\"Node\"]\na = ", text));
  }

  @Property(tries = 4_000)
  void answersWhateverHappenedToAScene(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 6) int changes) {
    StringBuilder text = new StringBuilder(SEED);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + random.nextInt(12));
      text.replace(at, to, PIECES.get(random.nextInt(PIECES.size())));
    }
    assertAnswers(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Property
  void readsBackTheStringsThatItIsGiven(@ForAll("names") String name) {
    String escaped = name.replace("\\", "\\\\").replace("\"", "\\\"");
    SceneDocument scene =
        parsed("[gd_scene format=3]\n[node name=\"" + escaped + "\" type=\"Node\"]\n");
    assertThat(scene.nodes().get(0).name()).isEqualTo(name);
    assertThat(scene.warnings()).isEmpty();
  }

  @Property
  void acceptsEveryWellFormedValue(@ForAll("values") String value) {
    SceneDocument scene =
        parsed(
            "[gd_scene format=3]\n[node name=\"R\" type=\"Node\"]\nbefore = "
                + value
                + "\nafter = 1\n");
    assertThat(scene.nodes().get(0).properties()).containsExactly("before", "after");
    assertThat(scene.warnings()).isEmpty();
  }

  @Property
  void refusesEveryValueThatIsCutShort(@ForAll("values") String value, @ForAll Random random) {
    if (value.length() < 2 || !")]}\"".contains(value.substring(value.length() - 1))) {
      return;
    }
    String cut = value.substring(0, 1 + random.nextInt(value.length() - 1));
    String text = "[gd_scene format=3]\n[node name=\"R\" type=\"Node\"]\na = [" + cut;
    assertThat(parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ParseResult.Refused.class);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .all()
        .excludeChars('\0')
        .ofMaxLength(30)
        .filter(name -> StandardCharsets.UTF_8.newEncoder().canEncode(name));
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> leaves =
        Arbitraries.of(
            "1",
            "-2.5",
            "1e5",
            "true",
            "null",
            "nan",
            "-inf",
            "\"\"",
            "\"a ] } ; \\\" b\"",
            "&\"n\"",
            "#ff00ff7f",
            "Vector2(1, -2)",
            "Transform2D(1, 0, 0, 1, 0, 0)",
            "NodePath(\"../A:b\")",
            "PackedStringArray(\"a\", \"b\",)",
            "PackedByteArray(\"AAE=\")",
            "PackedInt32Array()",
            "Callable()",
            "Resource(\"res://x.tres\")",
            "Color(0, 0, 0, 1)");
    return Arbitraries.lazyOf(
        () -> leaves,
        () -> leaves,
        () -> values().list().ofMaxSize(3).map(items -> "[" + String.join(", ", items) + "]"),
        () ->
            Combinators.combine(leaves, values())
                .as((key, item) -> "{ " + key + ": " + item + ", }"),
        () -> values().map(item -> "Object(Node, \"p\": " + item + ")"),
        () -> values().map(item -> "Array[Resource]([" + item + "])"));
  }

  private static void assertAnswers(byte[] text) {
    ParseResult result = parse(text);
    if (result instanceof ParseResult.Refused refused) {
      assertThat(refused.problem().message()).isNotBlank();
    }
    assertThat(SceneParser.dependencies(PATH, text)).doesNotContainNull();
  }

  private static ParseResult parse(byte[] text) {
    return SceneParser.parse(PATH, text, ParseLimits.DEFAULT);
  }

  private static SceneDocument parsed(String text) {
    return ((ParseResult.Parsed) parse(text.getBytes(StandardCharsets.UTF_8))).document();
  }

  private static byte[] concat(String start, byte[] rest) {
    byte[] head = start.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + rest.length);
    System.arraycopy(rest, 0, all, head.length, rest.length);
    return all;
  }
}

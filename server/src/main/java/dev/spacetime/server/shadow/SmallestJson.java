package dev.spacetime.server.shadow;

import dev.spacetime.api.Json;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The smallest JSON document that still does something: fewer members first, then shorter ones. */
final class SmallestJson {
  private SmallestJson() {}

  static byte[] of(JsonNode document, Predicate<byte[]> doesIt) {
    return Json.bytes(smallest(document, tried -> doesIt.test(Json.bytes(tried))));
  }

  /** The shortest text that still does it, of characters that it has, in their order. */
  static String text(String text, Predicate<String> doesIt) {
    List<Integer> characters = text.codePoints().boxed().toList();
    return joined(DeltaDebugging.smallest(characters, kept -> doesIt.test(joined(kept))));
  }

  private static JsonNode smallest(JsonNode node, Predicate<JsonNode> doesIt) {
    if (node instanceof ObjectNode object) {
      return smallestObject(object, doesIt);
    }
    if (node instanceof ArrayNode array) {
      return smallestArray(array, doesIt);
    }
    if (node.isString()) {
      return StringNode.valueOf(
          text(node.stringValue(), text -> doesIt.test(StringNode.valueOf(text))));
    }
    return node.isIntegralNumber() && node.canConvertToLong()
        ? LongNode.valueOf(smallestNumber(node.longValue(), doesIt))
        : node;
  }

  private static JsonNode smallestObject(ObjectNode object, Predicate<JsonNode> doesIt) {
    List<String> names =
        DeltaDebugging.smallest(
            List.copyOf(object.propertyNames()), kept -> doesIt.test(part(object, kept)));
    ObjectNode smaller = part(object, names);
    for (String name : names) {
      smaller.set(
          name,
          smallest(
              smaller.get(name),
              value -> {
                ObjectNode tried = smaller.deepCopy();
                tried.set(name, value);
                return doesIt.test(tried);
              }));
    }
    return smaller;
  }

  private static JsonNode smallestArray(ArrayNode array, Predicate<JsonNode> doesIt) {
    List<JsonNode> elements =
        DeltaDebugging.smallest(
            IntStream.range(0, array.size()).<JsonNode>mapToObj(array::get).toList(),
            kept -> doesIt.test(array.arrayNode().addAll(kept)));
    ArrayNode smaller = array.arrayNode().addAll(elements);
    for (int i = 0; i < smaller.size(); i++) {
      int place = i;
      smaller.set(
          i,
          smallest(
              smaller.get(i),
              value -> {
                ArrayNode tried = smaller.deepCopy();
                tried.set(place, value);
                return doesIt.test(tried);
              }));
    }
    return smaller;
  }

  private static long smallestNumber(long number, Predicate<JsonNode> doesIt) {
    if (doesIt.test(LongNode.valueOf(0))) {
      return 0;
    }
    long kept = number;
    while (kept / 2 != 0 && doesIt.test(LongNode.valueOf(kept / 2))) {
      kept /= 2;
    }
    return kept;
  }

  private static ObjectNode part(ObjectNode object, List<String> names) {
    ObjectNode part = object.deepCopy();
    return part.retain(names);
  }

  private static String joined(List<Integer> characters) {
    return characters.stream().map(Character::toString).collect(Collectors.joining());
  }
}

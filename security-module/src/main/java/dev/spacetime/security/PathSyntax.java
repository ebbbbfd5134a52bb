package dev.spacetime.security;

import dev.spacetime.api.ApiException;
import dev.spacetime.scene.ResourcePath;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules that a scene path obeys whatever the whitelist says, in the contract's order. */
final class PathSyntax {
  private static final String SCHEME = "res://";
  private static final String SUFFIX = ".tscn";

  // A file's name may hold a percent sign, but never one that hides a dot, a slash, a backslash, a
  // percent sign of its own, a control character, or the overlong UTF-8 forms of these. Every
  // further round of encoding begins with an encoded percent sign.
  private static final Pattern DISGUISED =
      Pattern.compile(
          "%(2[eEfF5]|5[cC]|[01][0-9a-fA-F]|7[fF]|[cC][01]|[eE]0|[fF][08-9a-fA-F]|[uU])");

  private PathSyntax() {}

  /**
   * The canonical path that a text means.
   *
   * @throws ApiException 403 with the first rule that the text breaks
   */
  static ResourcePath require(String text, int lengthMax) {
    Optional<String> refusal = refusal(text, lengthMax);
    if (refusal.isPresent()) {
      throw ApiException.forbidden(refusal.get());
    }
    return canonical(text).orElseThrow();
  }

  /** The first rule that a text breaks, as a sentence that repeats nothing of the text. */
  static Optional<String> refusal(String text, int lengthMax) {
    if (text.codePointCount(0, text.length()) > lengthMax) {
      return Optional.of("The scene path exceeds " + lengthMax + " characters");
    }
    if (!text.startsWith(SCHEME)) {
      return Optional.of("The scene path must start with res://");
    }
    if (!text.endsWith(SUFFIX)) {
      return Optional.of("The scene path must end with .tscn");
    }
    if (mayClimb(text)) {
      return Optional.of(
          "The scene path must not hold a .. segment, nor what may hide one: a backslash, a control"
              + " character or a percent-encoded dot or slash");
    }
    return canonical(text).isPresent()
        ? Optional.empty()
        : Optional.of("The scene path is not canonical");
  }

  /** Whether a text holds a {@code ..} segment, or what some decoder may take for one. */
  static boolean mayClimb(String text) {
    if (text.codePoints().anyMatch(PathSyntax::isForeign)) {
      return true;
    }
    for (String segment : text.split("/", -1)) {
      if (segment.equals("..")) {
        return true;
      }
    }
    return DISGUISED.matcher(text).find();
  }

  // Half a surrogate pair is no character: no file has it in its name and no answer can repeat it.
  private static boolean isForeign(int character) {
    return character == '\\'
        || Character.isISOControl(character)
        || Character.getType(character) == Character.SURROGATE;
  }

  private static Optional<ResourcePath> canonical(String text) {
    return ResourcePath.parse(text).filter(path -> path.value().endsWith(SUFFIX));
  }
}

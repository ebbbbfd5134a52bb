package dev.spacetime.security;

import dev.spacetime.api.ApiException;
import dev.spacetime.scene.ResourcePath;
import java.util.regex.Pattern;

/** The rules that a scene path obeys whatever the whitelist says, in the contract's order. */
final class PathSyntax {
  private static final String SCHEME = "res://";
  private static final String SUFFIX = ".tscn";

  // A file's name may hold a percent sign, but never one that hides a dot, a slash, a backslash, a
  // percent sign of its own, a control character, or the overlong UTF-8 forms of these.
  private static final Pattern DISGUISED =
      Pattern.compile("%(2[eEfF5]|5[cC]|[01][0-9a-fA-F]|7[fF]|[cC][01]|[eE]0|[fF]0|[uU])");

  private PathSyntax() {}

  static ResourcePath require(String text, int lengthMax) {
    if (text.codePointCount(0, text.length()) > lengthMax) {
      throw ApiException.forbidden("The scene path exceeds " + lengthMax + " characters");
    }
    if (!text.startsWith(SCHEME)) {
      throw ApiException.forbidden("The scene path must start with res://");
    }
    if (!text.endsWith(SUFFIX)) {
      throw ApiException.forbidden("The scene path must end with .tscn");
    }
    if (isTraversal(text)) {
      throw ApiException.forbidden("The scene path must not leave its folders");
    }
    return ResourcePath.parse(text)
        .filter(path -> path.value().endsWith(SUFFIX))
        .orElseThrow(() -> ApiException.forbidden("The scene path is not canonical"));
  }

  static boolean isTraversal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' || Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    for (String segment : text.split("/", -1)) {
      if (segment.equals("..")) {
        return true;
      }
    }
    return DISGUISED.matcher(text).find();
  }
}

package dev.spacetime.server.platform;

import dev.spacetime.api.Content;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.Json;
import dev.spacetime.scene.ResourcePath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Names by which an edge can purge what rests on a scene or a folder. Each is short and of letters,
 * digits, {@code _} and {@code -} alone, whatever a path is made of.
 */
public final class SurrogateTags {
  /** Every public answer. */
  public static final String ALL = "st-all";

  /** What the last loads made. */
  static final Set<String> LOADS = Set.of("st-loads");

  /** Beyond this the folder's own tag must do: 64 of 18 characters are a kilobyte. */
  private static final int SCENES_MAX = 64;

  private static final int HASH_BYTES = 9;
  private static final String ROOT = "res://";
  private static final String SCENE = ".tscn";

  private SurrogateTags() {}

  /** Of an answer, in a fixed order; the coarsest first. */
  static List<String> of(Endpoint endpoint, Content content) {
    List<String> tags = new ArrayList<>(List.of(ALL));
    if (endpoint == Endpoint.SCENES) {
      addListing(content, tags);
    } else if (endpoint == Endpoint.SCENE_CURRENT || endpoint == Endpoint.SCENE_HISTORY) {
      tags.addAll(LOADS);
    }
    return tags;
  }

  /** Of everything that may show a file or a folder, when that has changed. */
  public static Set<String> ofChange(ResourcePath changed) {
    Set<String> tags = new TreeSet<>();
    String path = changed.value();
    if (path.endsWith(SCENE)) {
      tags.add(scene(path));
    }
    tags.add(folder(path));
    for (int end = path.lastIndexOf('/');
        end >= ROOT.length();
        end = path.lastIndexOf('/', end - 1)) {
      tags.add(folder(path.substring(0, end)));
    }
    tags.add(folder(ROOT));
    return tags;
  }

  private static void addListing(Content content, List<String> tags) {
    JsonNode listing = Json.tree(content.bytes()).orElseThrow();
    tags.add(folder(listing.path("directory").stringValue(ROOT)));
    JsonNode scenes = listing.path("scenes");
    if (scenes.size() <= SCENES_MAX) {
      scenes.forEach(one -> tags.add(scene(one.path("path").stringValue(""))));
    }
  }

  private static String scene(String path) {
    return "st-s-" + hash(path);
  }

  private static String folder(String path) {
    boolean slash = path.endsWith("/") && path.length() > ROOT.length();
    return "st-d-" + hash(slash ? path.substring(0, path.length() - 1) : path);
  }

  private static String hash(String path) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, HASH_BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

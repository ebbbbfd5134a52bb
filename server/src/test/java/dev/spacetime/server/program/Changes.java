package dev.spacetime.server.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.api.Json;
import dev.spacetime.server.kit.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One change after the other of all that a program keeps, and what has been answered so far. */
final class Changes {
  private static final int HISTORY_MAX = 10;
  private static final String REASON = "reason ";
  private static final List<String> SCENES = List.of("res://main.tscn", "res://levels/one.tscn");

  private final List<String> directories = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private final List<String> loads = new ArrayList<>();
  private String tokenName = "";
  private String token = "";
  private String revoked = "";
  private int number;
  private final AtomicInteger answered = new AtomicInteger();

  int answered() {
    return answered.get();
  }

  void makeUntilKilled(Operator operator) {
    try {
      while (true) {
        makeNext(operator);
      }
    } catch (UncheckedIOException gone) {
      // The program was killed.
    }
  }

  /** Adds to the whitelist, replaces a token, switches and loads. */
  void makeNext(Operator operator) {
    number++;
    operator.expect(Operator.adding(directory()));
    answered(directories, directory());
    replaceToken(operator);
    String variant = number % 2 == 0 ? "original" : "optimized";
    operator.expect(Operator.switching(variant, reason()));
    answered(reasons, reason());
    operator.expect(Operator.loading(scene()));
    answered(loads, scene());
  }

  private void replaceToken(Operator operator) {
    String name = "token-" + number;
    String secret =
        operator.expect(Operator.creating(name, 3_600)).json().path("secret").stringValue("");
    String before = token;
    String nameBefore = tokenName;
    token = secret;
    tokenName = name;
    if (!before.isEmpty()) {
      operator.expect(Operator.revoking(nameBefore));
      revoked = before;
    }
  }

  private void answered(List<String> changes, String change) {
    changes.add(change);
    answered.incrementAndGet();
  }

  private String directory() {
    return "res://kept/" + number + "/";
  }

  private String reason() {
    return REASON + number;
  }

  private String scene() {
    return SCENES.get(number % 2);
  }

  /** All that was answered is there, and nothing else but what was asked for at the kill. */
  void check(Operator operator, Path dataFolder) throws IOException {
    check("whitelist", operator.directories(), directories, directory(), Integer.MAX_VALUE);
    check("switches", reasonsIn(dataFolder), reasons, reason(), Integer.MAX_VALUE);
    List<String> history = new ArrayList<>(operator.loaded());
    Collections.reverse(history);
    check("history", history, loads, scene(), HISTORY_MAX);
    if (!token.isEmpty()) {
      assertThat(operator.as(token).send(Call.get("/scenes")).status()).isEqualTo(200);
    }
    if (!revoked.isEmpty()) {
      assertThat(operator.as(revoked).send(Call.get("/scenes")).status()).isEqualTo(401);
    }
  }

  private static void check(
      String what, List<String> found, List<String> answered, String tried, int max) {
    List<String> withTried = new ArrayList<>(answered);
    withTried.add(tried);
    assertThat(found).as(what).isIn(newest(answered, max), newest(withTried, max));
    if (!found.equals(newest(answered, max))) {
      answered.add(tried);
    }
  }

  private static List<String> newest(List<String> list, int max) {
    return list.subList(Math.max(0, list.size() - max), list.size());
  }

  private static List<String> reasonsIn(Path dataFolder) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (String line : Files.readAllLines(dataFolder.resolve("audit.jsonl"))) {
      String reason =
          Json.tree(line.getBytes(StandardCharsets.UTF_8))
              .orElseThrow(() -> new AssertionError("Half a line: " + line))
              .path("reason")
              .stringValue("");
      // The starts are recorded, too.
      if (reason.startsWith(REASON)) {
        reasons.add(reason);
      }
    }
    return reasons;
  }
}

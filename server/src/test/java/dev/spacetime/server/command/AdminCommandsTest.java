package dev.spacetime.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.http.HttpFront;
import dev.spacetime.server.http.Listening;
import dev.spacetime.server.http.TlsFiles;
import dev.spacetime.server.kit.Certificates;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.kit.TestProject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands and a whole server understand each other. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class AdminCommandsTest {
  @TempDir Path folder;
  private TestPlatform platform;
  private Path token;

  /** What a command line left behind. */
  private record Ended(int status, String out, String err) {}

  @BeforeEach
  void start() throws Exception {
    platform =
        TestPlatform.start(folder.resolve("data"), TestProject.in(folder), Options.of("original"));
    token = Files.writeString(folder.resolve("secret"), TestPlatform.OPERATOR);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private Ended run(HttpFront front, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        CommandEntry.run(
            Stream.concat(
                    Arrays.stream(arguments),
                    Stream.of("--url=" + front.address(), "--token-file=" + token))
                .toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ended(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void does(String command, String line) throws Exception {
    Ended ended = run(platform.listening(), command.split(" "));
    assertThat(ended.err()).as(command).isEmpty();
    assertThat(ended.status()).as(command).isZero();
    assertThat(ended.out().lines()).as(command).anyMatch(told -> told.startsWith(line));
  }

  @Test
  void aRolloutIsSteeredToItsEndAndRead() throws Exception {
    does("rollout status", "mode      fixed: original");
    does("rollout shadow optimized --reason=look", "mode      shadow: original answers");
    does(
        "rollout canary optimized --reason=go --steps=10,100 --hold=1h",
        "mode      canary: 10 % of the clients to optimized, the others to original; step 1 of"
            + " 10,100, 3600 s each");
    does("rollout pause --reason=wait", "mode      canary: 10 % of the clients");
    Ended again = run(platform.listening(), "rollout", "pause", "--reason=wait");
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).isEqualTo("error: The canary is paused already\n");
    does("rollout resume --reason=on", "mode      canary: 10 % of the clients");
    does("rollout promote --reason=fine", "mode      canary: 100 % of the clients");
    does("rollout promote --reason=fine", "mode      fixed: optimized");
    does("rollout rollback --reason=no", "mode      fixed: original");
    does("rollout fixed optimized --reason=again", "mode      fixed: optimized, watched");
    does("rollout mismatches", "0 of 0 that are kept");
    does("audit --limit=1", "9  2026-01-02T03:04:05Z  switch by kit-operator: original -> ");
    does("audit --before=2", "1  2026-01-02T03:04:05Z  switch by start: ");
    does("audit --offline --before=2 --data-dir=" + folder.resolve("data"), "1  2026-01-02");
    does("rollout status --json", "  \"mode\" : \"fixed\",");
  }

  @Test
  void whatTheServerRefusesIsToldInItsOwnWords() throws Exception {
    Ended unknown = run(platform.listening(), "rollout", "canary", "optimised", "--reason=go");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).startsWith("error: Member candidate: ").contains("did you mean");
    Files.writeString(token, TestPlatform.READER);
    Ended reader = run(platform.listening(), "rollout", "status");
    assertThat(reader.status()).isEqualTo(1);
    assertThat(reader.err()).isEqualTo("error: This needs the role operator\n");
    Ended missing = run(platform.listening(), "rollout", "replay", "7");
    assertThat(missing.status()).isEqualTo(1);
  }

  @Test
  void overTlsTheAuthorityOfTheUserIsTrustedAndNoOther() throws Exception {
    TlsFiles files = Certificates.make(folder, "server", "EC");
    Listening listening = Listening.on("127.0.0.1", 0).withTls(Optional.of(files));
    try (HttpFront front = platform.listenOn(listening)) {
      Ended trusted = run(front, "rollout", "status", "--ca=" + files.certificate());
      assertThat(trusted.err()).isEmpty();
      assertThat(trusted.out()).startsWith("mode      fixed: original");
      Ended strange = run(front, "rollout", "status");
      assertThat(strange.status()).isEqualTo(1);
      assertThat(strange.err()).contains("can't be asked");
    }
  }
}

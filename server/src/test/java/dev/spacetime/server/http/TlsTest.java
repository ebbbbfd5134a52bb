package dev.spacetime.server.http;

import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.server.kit.Certificates;
import dev.spacetime.server.kit.RawConnection;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestProject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS with files of the operator's. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class TlsTest {
  private static final String ASK =
      "GET /scene HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
          + READER
          + "\r\nConnection: close\r\n\r\n";

  @TempDir Path folder;

  private TestPlatform platform;

  @BeforeEach
  void start() throws Exception {
    TestProject project = TestProject.in(folder);
    platform =
        TestPlatform.start(folder.resolve("data"), project, TestPlatform.Options.of("optimized"));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @ParameterizedTest
  @CsvSource({"RSA, TLSv1.2", "RSA, TLSv1.3", "EC, TLSv1.2", "EC, TLSv1.3"})
  void bothVersionsAreSpoken(String algorithm, String protocol) throws Exception {
    try (HttpFront front = listen(Certificates.make(folder, "server", algorithm))) {
      assertThat(front.address()).startsWith("https://127.0.0.1:");
      try (SSLSocket socket = connect(front.port(), protocol)) {
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        assertThat(exchange(socket, ASK)).startsWith("HTTP/1.1 200").contains("no_scene");
      }
    }
  }

  @Test
  void everyAnswerDemandsTlsFromNowOn() throws Exception {
    try (HttpFront front = listen(Certificates.make(folder, "server", "EC"))) {
      for (String request :
          new String[] {
            ASK,
            "GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
          }) {
        try (SSLSocket socket = connect(front.port(), "TLSv1.3")) {
          assertThat(exchange(socket, request))
              .contains("Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n");
        }
      }
    }
  }

  @Test
  void clearTextIsNotAnswered() throws Exception {
    try (HttpFront front = listen(Certificates.make(folder, "server", "EC"));
        RawConnection connection = new RawConnection(front.port())) {
      connection.send(ASK);
      assertThat(connection.readToEnd()).doesNotContain("HTTP/1.1 200");
    }
  }

  @Test
  void changedFilesAreReadAgain() throws Exception {
    TlsFiles first = Certificates.make(folder, "first", "EC");
    TlsFiles second = Certificates.make(folder, "second", "RSA");
    try (HttpFront front = listen(first)) {
      assertThat(subject(front)).isEqualTo("CN=first");
      Files.writeString(first.certificate(), "no certificate");
      Files.setLastModifiedTime(first.certificate(), later(10));
      Files.copy(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
      assertThat(subject(front)).as("the old one stays").isEqualTo("CN=first");
      Files.copy(second.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);
      Files.setLastModifiedTime(first.certificate(), later(20));
      String subject = subject(front);
      while (subject.equals("CN=first")) {
        subject = subject(front);
      }
      assertThat(subject).isEqualTo("CN=second");
    }
  }

  @Test
  void unusableFilesAreSaidClearly() throws Exception {
    TlsFiles right = Certificates.make(folder, "right", "RSA");
    TlsFiles other = Certificates.make(folder, "other", "RSA");
    Path encrypted =
        Files.writeString(
            folder.resolve("encrypted"),
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
    Path text = Files.writeString(folder.resolve("text"), "hello");
    Path missing = folder.resolve("missing");
    isUnusable(new TlsFiles(missing, right.key()), "missing can't be read");
    isUnusable(new TlsFiles(right.certificate(), missing), "missing can't be read");
    isUnusable(new TlsFiles(text, right.key()), "text holds no certificate in PEM");
    isUnusable(new TlsFiles(right.certificate(), text), "text holds no private key in PEM");
    isUnusable(new TlsFiles(right.certificate(), encrypted), "ENCRYPTED PRIVATE KEY; 'openssl");
    isUnusable(new TlsFiles(right.certificate(), other.key()), "is not that of the certificate");
    assertThat(right.open().size()).isEqualTo(1);
  }

  private static void isUnusable(TlsFiles files, String reason) {
    assertThatThrownBy(files::open)
        .isInstanceOf(TlsFiles.UnusableException.class)
        .hasMessageContaining(reason);
  }

  private HttpFront listen(TlsFiles files) throws IOException {
    return platform.listenOn(
        Listening.on("127.0.0.1", 0)
            .withTls(Optional.of(files))
            .withShutdownIdleTimeout(Duration.ofMillis(50)));
  }

  private static SSLSocket connect(int port, String protocol) throws Exception {
    SSLSocket socket =
        (SSLSocket) Certificates.trusting().getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    socket.setEnabledProtocols(new String[] {protocol});
    socket.startHandshake();
    return socket;
  }

  private static String subject(HttpFront front) throws Exception {
    try (SSLSocket socket = connect(front.port(), "TLSv1.3")) {
      X509Certificate peer = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return peer.getSubjectX500Principal().getName();
    }
  }

  private static String exchange(SSLSocket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static FileTime later(int seconds) {
    return FileTime.from(Instant.now().plusSeconds(seconds));
  }
}

package dev.spacetime.server.kit;

import dev.spacetime.access.RateLimiter;
import dev.spacetime.access.Role;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.CacheSettings;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.scene.ProjectException;
import dev.spacetime.security.RateLimits;
import dev.spacetime.security.TokenBuckets;
import dev.spacetime.security.WhitelistStore;
import dev.spacetime.server.http.HttpFront;
import dev.spacetime.server.platform.Platform;
import dev.spacetime.server.platform.VariantCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A whole platform on a test project, with clocks that stand still, with or without a socket. */
public final class TestPlatform implements AutoCloseable {
  public static final String OPERATOR = "operator-secret-of-the-kit";
  public static final String READER = "reader-secret-of-the-kit";
  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  // The clients of a test keep their connections open.
  private static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofMillis(50);

  private final Platform platform;
  private @Nullable HttpFront front;

  private TestPlatform(Platform platform) {
    this.platform = platform;
  }

  /** What a test may want otherwise. */
  public record Options(String variant, boolean limited, Optional<Path> whitelist) {
    public static Options of(String variant) {
      return new Options(variant, false, Optional.empty());
    }

    public Options withLimits() {
      return new Options(variant, true, whitelist);
    }

    public Options withWhitelist(Path file) {
      return new Options(variant, limited, Optional.of(file));
    }
  }

  public static TestPlatform start(Path dataFolder, TestProject project, Options options)
      throws IOException, ProjectException {
    Files.createDirectories(dataFolder);
    LongSupplier ticker = () -> 0L;
    RateLimiter limiter =
        options.limited() ? new TokenBuckets(RateLimits.DEFAULT, ticker) : TokenBuckets.off();
    return new TestPlatform(
        new Platform(
            new Platform.Parts(
                VariantCatalogue.onClassPath(),
                options.variant(),
                GodotProject.open(project.root()),
                dataFolder,
                () -> TOKENS,
                WhitelistStore.open(dataFolder, options.whitelist(), Optional.empty()),
                limiter,
                new CacheSettings(
                    dataFolder.resolve("cache"), true, "10MB", CacheSettings.WarmUp.OFF, Map.of()),
                InstantSource.fixed(NOW),
                ticker)));
  }

  public ApiClient inProcess() {
    return new InProcessClient(platform.pipeline());
  }

  public ApiClient socket() throws IOException {
    return new SocketClient(listening().address());
  }

  public HttpFront listening() throws IOException {
    HttpFront listening = front;
    if (listening == null) {
      listening = new HttpFront("127.0.0.1", 0, platform.pipeline(), SHUTDOWN_IDLE_TIMEOUT);
      front = listening;
    }
    return listening;
  }

  /** Another socket for the same platform. */
  public HttpFront listenOn(int port) throws IOException {
    return new HttpFront("127.0.0.1", port, platform.pipeline());
  }

  @Override
  public void close() {
    HttpFront listening = front;
    if (listening != null) {
      listening.close();
    }
    platform.close();
  }

  private static final List<TokenRecord> TOKENS =
      List.of(
          new TokenRecord("kit-reader", Role.READER, sha256(READER)),
          new TokenRecord("kit-operator", Role.OPERATOR, sha256(OPERATOR)));

  private static String sha256(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package dev.spacetime.server.kit;

import dev.spacetime.access.AddressRange;
import dev.spacetime.access.RateLimiter;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.api.CacheSettings;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.scene.ProjectException;
import dev.spacetime.security.ClientAddresses;
import dev.spacetime.security.RateLimits;
import dev.spacetime.security.SignedTokenRules;
import dev.spacetime.security.SignedTokenVerifier;
import dev.spacetime.security.TokenBuckets;
import dev.spacetime.security.TokenStore;
import dev.spacetime.security.WhitelistStore;
import dev.spacetime.server.http.HttpFront;
import dev.spacetime.server.http.Listening;
import dev.spacetime.server.platform.ConcurrencyLimit;
import dev.spacetime.server.platform.Platform;
import dev.spacetime.server.platform.VariantCatalogue;
import dev.spacetime.storage.DurableFile;
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
  private final ClientAddresses clients;
  private @Nullable HttpFront front;

  private TestPlatform(Platform platform, ClientAddresses clients) {
    this.platform = platform;
    this.clients = clients;
  }

  /** What a test may want otherwise. */
  public record Options(
      String variant,
      boolean limited,
      Optional<Path> whitelist,
      Optional<SignedTokenRules> signedTokens,
      List<AddressRange> proxies,
      ConcurrencyLimit concurrencyLimit) {
    public static Options of(String variant) {
      return new Options(
          variant, false, Optional.empty(), Optional.empty(), List.of(), ConcurrencyLimit.OFF);
    }

    public Options withLimits() {
      return new Options(variant, true, whitelist, signedTokens, proxies, concurrencyLimit);
    }

    public Options withWhitelist(Path file) {
      return new Options(
          variant, limited, Optional.of(file), signedTokens, proxies, concurrencyLimit);
    }

    public Options withSignedTokens(SignedTokenRules rules) {
      return new Options(
          variant, limited, whitelist, Optional.of(rules), proxies, concurrencyLimit);
    }

    /** With a limit, time passes. */
    public Options withConcurrencyLimit(ConcurrencyLimit limit) {
      return new Options(variant, limited, whitelist, signedTokens, proxies, limit);
    }

    public Options withProxies(String range) {
      return new Options(
          variant,
          limited,
          whitelist,
          signedTokens,
          List.of(AddressRange.of(range)),
          concurrencyLimit);
    }
  }

  public static TestPlatform start(Path dataFolder, TestProject project, Options options)
      throws IOException, ProjectException {
    Files.createDirectories(dataFolder);
    LongSupplier ticker =
        options.concurrencyLimit().equals(ConcurrencyLimit.OFF) ? () -> 0L : System::nanoTime;
    RateLimiter limiter =
        options.limited() ? new TokenBuckets(RateLimits.DEFAULT, ticker) : TokenBuckets.off();
    return new TestPlatform(
        new Platform(
            new Platform.Parts(
                VariantCatalogue.onClassPath(),
                options.variant(),
                GodotProject.open(project.root()),
                dataFolder,
                tokens(dataFolder),
                signedTokens(options),
                WhitelistStore.open(dataFolder, options.whitelist(), Optional.empty()),
                limiter,
                new CacheSettings(
                    dataFolder.resolve("cache"), true, "10MB", CacheSettings.WarmUp.OFF, Map.of()),
                options.concurrencyLimit(),
                InstantSource.fixed(NOW),
                ticker)),
        new ClientAddresses(options.proxies()));
  }

  private static SignedTokens signedTokens(Options options) {
    return options.signedTokens().isPresent()
        ? SignedTokenVerifier.open(options.signedTokens().get(), InstantSource.fixed(NOW))
        : SignedTokens.NONE;
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
      listening =
          new HttpFront(
              Listening.on("127.0.0.1", 0).withShutdownIdleTimeout(SHUTDOWN_IDLE_TIMEOUT),
              clients,
              platform.pipeline());
      front = listening;
    }
    return listening;
  }

  /** Another socket for the same platform. */
  public HttpFront listenOn(Listening listening) throws IOException {
    return new HttpFront(listening, clients, platform.pipeline());
  }

  @Override
  public void close() {
    HttpFront listening = front;
    if (listening != null) {
      listening.close();
    }
    platform.close();
  }

  // The kit's own secrets, in the folder as a run before would have left them.
  private static TokenStore tokens(Path dataFolder) throws IOException {
    String file =
        "{\"version\":1,\"tokens\":["
            + entry("reader", READER)
            + ","
            + entry("operator", OPERATOR)
            + "]}";
    DurableFile.write(
        dataFolder.resolve("tokens.json"), file.getBytes(StandardCharsets.UTF_8), true);
    return TokenStore.open(dataFolder, InstantSource.fixed(NOW));
  }

  private static String entry(String role, String secret) {
    return "{\"name\":\"kit-%s\",\"role\":\"%s\",\"sha256\":\"%s\",\"created\":\"%s\"}"
        .formatted(role, role, sha256(secret), NOW);
  }

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

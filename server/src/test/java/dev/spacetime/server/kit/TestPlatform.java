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
import dev.spacetime.server.platform.PublicAnswers;
import dev.spacetime.server.platform.RolloutSettings;
import dev.spacetime.server.platform.VariantCatalogue;
import dev.spacetime.storage.DurableFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A whole platform on a test project, its clock moved by the test, with or without a socket. */
public final class TestPlatform implements AutoCloseable {
  public static final String OPERATOR = "operator-secret-of-the-kit";
  public static final String READER = "reader-secret-of-the-kit";
  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  // The clients of a test keep their connections open.
  private static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofMillis(50);

  private final Platform platform;
  private final boolean fastLane;
  private final ClientAddresses clients;
  private final AtomicReference<Instant> now;
  private @Nullable HttpFront front;

  private TestPlatform(
      Platform platform, Options options, ClientAddresses clients, AtomicReference<Instant> now) {
    this.platform = platform;
    this.fastLane = options.fastLane;
    this.clients = clients;
    this.now = now;
  }

  /** What a test may want otherwise. */
  public static final class Options {
    private final String variant;
    private boolean limited;
    private Optional<Path> whitelist = Optional.empty();
    private Optional<SignedTokenRules> signedTokens = Optional.empty();
    private UnaryOperator<SignedTokens> aroundSignedTokens = UnaryOperator.identity();
    private UnaryOperator<RateLimiter> aroundLimits = UnaryOperator.identity();
    private List<AddressRange> proxies = List.of();
    private ConcurrencyLimit concurrencyLimit = ConcurrencyLimit.OFF;
    private PublicAnswers publicAnswers = PublicAnswers.NONE;
    private Optional<URI> purgeUrl = Optional.empty();
    private boolean fastLane = true;
    private VariantCatalogue catalogue = VariantCatalogue.onClassPath();
    private RolloutSettings rollout = RolloutSettings.DEFAULT;
    private int clients;
    private boolean realTime;

    private Options(String variant) {
      this.variant = variant;
    }

    public static Options of(String variant) {
      return new Options(variant);
    }

    public Options withPublicAnswers(PublicAnswers answers) {
      publicAnswers = answers;
      return this;
    }

    public Options withPurgeUrl(URI url) {
      purgeUrl = Optional.of(url);
      return this;
    }

    public Options withLimits() {
      limited = true;
      return this;
    }

    public Options withWhitelist(Path file) {
      whitelist = Optional.of(file);
      return this;
    }

    public Options withSignedTokens(SignedTokenRules rules) {
      signedTokens = Optional.of(rules);
      return this;
    }

    /**
     * @param around what the test puts between the variant and the check
     */
    public Options withSignedTokens(SignedTokenRules rules, UnaryOperator<SignedTokens> around) {
      aroundSignedTokens = around;
      return withSignedTokens(rules);
    }

    /**
     * @param around what the test puts between the platform and its limits
     */
    public Options withLimitsIn(UnaryOperator<RateLimiter> around) {
      aroundLimits = around;
      return this;
    }

    public Options withProxies(String range) {
      proxies = List.of(AddressRange.of(range));
      return this;
    }

    public Options withoutFastLane() {
      fastLane = false;
      return this;
    }

    public Options withCatalogue(VariantCatalogue variants) {
      catalogue = variants;
      return this;
    }

    public Options withRollout(RolloutSettings settings) {
      rollout = settings;
      return this;
    }

    /** With so many more readers, whose secrets {@link #client} tells. */
    public Options withClients(int count) {
      clients = count;
      return this;
    }

    /** With the machine's own clocks. */
    public Options inRealTime() {
      realTime = true;
      return this;
    }

    /** With a limit, time passes. */
    public Options withConcurrencyLimit(ConcurrencyLimit limit) {
      concurrencyLimit = limit;
      return this;
    }
  }

  public static TestPlatform start(Path dataFolder, TestProject project, Options options)
      throws IOException, ProjectException {
    Files.createDirectories(dataFolder);
    LongSupplier ticker =
        options.concurrencyLimit.equals(ConcurrencyLimit.OFF) && !options.realTime
            ? () -> 0L
            : System::nanoTime;
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    InstantSource clock = options.realTime ? InstantSource.system() : now::get;
    RateLimiter limiter =
        options.limited ? new TokenBuckets(RateLimits.DEFAULT, ticker) : TokenBuckets.off();
    return new TestPlatform(
        new Platform(
            new Platform.Parts(
                options.catalogue,
                options.variant,
                options.rollout,
                GodotProject.open(project.root()),
                dataFolder,
                tokens(dataFolder, options.clients, clock),
                signedTokens(options, clock),
                WhitelistStore.open(dataFolder, options.whitelist, Optional.empty()),
                options.aroundLimits.apply(limiter),
                new CacheSettings(
                    Optional.of(dataFolder.resolve("cache")),
                    true,
                    "10MB",
                    CacheSettings.WarmUp.OFF,
                    Map.of()),
                options.concurrencyLimit,
                options.publicAnswers,
                options.purgeUrl,
                clock,
                ticker)),
        options,
        new ClientAddresses(options.proxies),
        now);
  }

  private static SignedTokens signedTokens(Options options, InstantSource clock) {
    return options.signedTokens.isPresent()
        ? options.aroundSignedTokens.apply(
            SignedTokenVerifier.open(options.signedTokens.get(), clock))
        : SignedTokens.NONE;
  }

  /** The secret of one of the additional clients. */
  public static String client(int number) {
    return "secret-of-the-client-number-" + number;
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
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
      listening = listen(Listening.on("127.0.0.1", 0).withFastLane(fastLane));
    }
    return listening;
  }

  /** Opens the socket in a way of its own, before anything else asks for it. */
  public HttpFront listen(Listening listening) throws IOException {
    front = listenOn(listening.withShutdownIdleTimeout(SHUTDOWN_IDLE_TIMEOUT));
    return front;
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
  private static TokenStore tokens(Path dataFolder, int clients, InstantSource clock)
      throws IOException {
    List<String> entries =
        new ArrayList<>(
            List.of(
                entry("kit-reader", "reader", READER),
                entry("kit-operator", "operator", OPERATOR)));
    for (int i = 0; i < clients; i++) {
      entries.add(entry("client-" + i, "reader", client(i)));
    }
    String file = "{\"version\":1,\"tokens\":[" + String.join(",", entries) + "]}";
    DurableFile.write(
        dataFolder.resolve("tokens.json"), file.getBytes(StandardCharsets.UTF_8), true);
    return TokenStore.open(dataFolder, clock);
  }

  private static String entry(String name, String role, String secret) {
    return "{\"name\":\"%s\",\"role\":\"%s\",\"sha256\":\"%s\",\"created\":\"%s\"}"
        .formatted(name, role, sha256(secret), NOW);
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

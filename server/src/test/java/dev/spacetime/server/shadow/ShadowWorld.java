package dev.spacetime.server.shadow;

import dev.spacetime.access.Role;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ApiRequest;
import dev.spacetime.api.ApiResponse;
import dev.spacetime.api.CacheInvalidation;
import dev.spacetime.api.CacheSettings;
import dev.spacetime.api.ClientAddress;
import dev.spacetime.api.Endpoint;
import dev.spacetime.api.HeaderFields;
import dev.spacetime.api.RequestBody;
import dev.spacetime.api.RouterVariant;
import dev.spacetime.api.RouterVariantProvider;
import dev.spacetime.api.VariantContext;
import dev.spacetime.api.VariantStatistics;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.security.TokenBuckets;
import dev.spacetime.security.WhitelistStore;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.TestProject;
import dev.spacetime.server.rollout.Observer;
import dev.spacetime.server.rollout.Side;
import dev.spacetime.session.HistoryFile;
import dev.spacetime.session.LiveSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A live state, the real variants and planted ones, and a shadow beside them. */
final class ShadowWorld implements AutoCloseable {
  static final String OPERATOR = "operator-secret-of-the-shadows";
  static final String READER = "reader-secret-of-the-shadows";
  static final ShadowSettings QUICK =
      new ShadowSettings(256, 200, 1 << 16, Duration.ofSeconds(20), Duration.ofMillis(1), 1, 16);

  private static final long COMPARED_SECONDS_MAX = 60;
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  final TestProject project;
  final Path dataFolder;
  final LiveSession session;
  final WhitelistStore whitelist;
  final VariantContext live;
  final LinkedBlockingQueue<Boolean> compared = new LinkedBlockingQueue<>();
  private final Map<String, RouterVariantProvider> providers = new HashMap<>();
  private final List<RouterVariant> served = new ArrayList<>();

  ShadowWorld(Path folder) throws Exception {
    project = TestProject.in(folder);
    dataFolder = Files.createDirectories(folder.resolve("data"));
    Path rules = folder.resolve("rules.json");
    Files.writeString(
        rules,
        """
        {"environments":{"a":{"directories":["res://"]},"b":{"scenes":["res://main.tscn"]}},
         "blacklist":{"exact":["res://parts/part.tscn"]}}
        """);
    session = new LiveSession(new HistoryFile(dataFolder), () -> NOW, System::nanoTime);
    whitelist = WhitelistStore.open(dataFolder, Optional.of(rules), Optional.empty());
    List<TokenRecord> tokens =
        List.of(
            TokenRecord.unlimited("operator", Role.OPERATOR, sha256(OPERATOR), NOW),
            TokenRecord.unlimited("reader", Role.READER, sha256(READER), NOW));
    live =
        new VariantContext(
            GodotProject.open(project.root()),
            session,
            () -> tokens,
            SignedTokens.NONE,
            whitelist,
            TokenBuckets.off(),
            (endpoint, request, caller, statistics) -> {
              throw new UnsupportedOperationException(endpoint.name());
            },
            new CacheSettings(
                Optional.of(dataFolder.resolve("cache")),
                false,
                "10MB",
                CacheSettings.WarmUp.OFF,
                Map.of()),
            () -> NOW);
    for (RouterVariantProvider provider : ServiceLoader.load(RouterVariantProvider.class)) {
      providers.put(provider.name(), provider);
    }
  }

  /** What a planted variant does otherwise. */
  @FunctionalInterface
  interface Fault {
    ApiResponse answer(
        Endpoint endpoint, ApiRequest request, RouterVariant honest, VariantContext c);
  }

  /** A variant that is {@code original} but for a fault. */
  void plant(String name, Fault fault) {
    RouterVariantProvider honest = provider("original");
    providers.put(name, new Planted(name, honest, fault));
  }

  private record Planted(String name, RouterVariantProvider honest, Fault fault)
      implements RouterVariantProvider {
    @Override
    public RouterVariant create(VariantContext context) {
      RouterVariant variant = honest.create(context);
      return new RouterVariant() {
        @Override
        public ApiResponse handle(Endpoint endpoint, ApiRequest request) {
          return fault.answer(endpoint, request, variant, context);
        }

        @Override
        public VariantStatistics statistics() {
          return variant.statistics();
        }

        @Override
        public long invalidate(CacheInvalidation invalidation) {
          return variant.invalidate(invalidation);
        }

        @Override
        public void close() {
          variant.close();
        }
      };
    }
  }

  Shadow shadow(ShadowSettings settings, BooleanSupplier busy, Predicate<Duration> filesChanged) {
    return new Shadow(
        name -> Optional.ofNullable(providers.get(name)),
        live,
        () -> new Told(compared),
        busy,
        System::nanoTime,
        settings,
        filesChanged);
  }

  /** Whose files never change. */
  Shadow shadow() {
    return shadow(QUICK, () -> false, age -> false);
  }

  private record Told(LinkedBlockingQueue<Boolean> compared) implements Observer {
    @Override
    public void served(Side side, Endpoint endpoint, boolean failed, long durationNanos) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void compared(boolean mismatch) {
      compared.add(mismatch);
    }

    @Override
    public void waiting(long oldestNanos) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void liveHeap(long bytes) {
      throw new UnsupportedOperationException();
    }
  }

  /** Whether the next comparison that ends found a mismatch. */
  boolean nextIsMismatch() throws InterruptedException {
    Boolean mismatch = compared.poll(COMPARED_SECONDS_MAX, TimeUnit.SECONDS);
    if (mismatch == null) {
      throw new AssertionError("Nothing was compared");
    }
    return mismatch;
  }

  /** A variant that serves, on the live state. */
  RouterVariant serving(String name) {
    RouterVariant variant = provider(name).create(live);
    served.add(variant);
    return variant;
  }

  private RouterVariantProvider provider(String name) {
    return Objects.requireNonNull(providers.get(name));
  }

  /** Serves a request as the pipeline does, and offers it. */
  ApiResponse serve(Shadow shadow, RouterVariant variant, Side side, Call call) {
    return serve(shadow, variant, side, call, UnaryOperator.identity());
  }

  ApiResponse serve(
      Shadow shadow,
      RouterVariant variant,
      Side side,
      Call call,
      UnaryOperator<ApiResponse> fault) {
    Endpoint endpoint = endpoint(call);
    StateSnapshot before = shadow.snapshot();
    ApiResponse answer = fault.apply(answer(variant, endpoint, request(endpoint, call)));
    shadow.offer(new Served(side, endpoint, request(endpoint, call), before, answer));
    return answer;
  }

  static ApiResponse answer(RouterVariant variant, Endpoint endpoint, ApiRequest request) {
    try {
      return variant.handle(endpoint, request);
    } catch (ApiException refused) {
      return refused.answer();
    }
  }

  static Endpoint endpoint(Call call) {
    for (Endpoint endpoint : Endpoint.values()) {
      if (endpoint.method().name().equals(call.method()) && endpoint.path().equals(call.path())) {
        return endpoint;
      }
    }
    throw new IllegalArgumentException(call.toString());
  }

  static ApiRequest request(Endpoint endpoint, Call call) {
    return new ApiRequest(
        endpoint.method(),
        call.path(),
        call.query(),
        HeaderFields.of(call.headers()),
        RequestBody.of(call.body()),
        new ClientAddress("127.0.0.1"),
        "request-1");
  }

  @Override
  public void close() {
    session.close();
    served.forEach(RouterVariant::close);
  }

  private static String sha256(String secret) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
  }
}

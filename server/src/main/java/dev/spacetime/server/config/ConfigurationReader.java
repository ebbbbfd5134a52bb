package dev.spacetime.server.config;

import dev.spacetime.access.AddressRange;
import dev.spacetime.api.CacheSettings;
import dev.spacetime.api.NearestName;
import dev.spacetime.security.RateLimits;
import dev.spacetime.security.SignedTokenRules;
import dev.spacetime.server.http.TlsFiles;
import dev.spacetime.server.platform.ConcurrencyLimit;
import dev.spacetime.server.platform.PublicAnswers;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the settings together: a flag over the environment, over the file, over the default. */
public final class ConfigurationReader {
  /** Gives an operator token for one run; no setting, because it is a secret. */
  public static final String TOKEN_VARIABLE = "SPACETIME_TOKEN";

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationReader.class);
  private static final int LIMIT_MAX = 1_000_000;
  private static final int SECONDS_MAX = 31_536_000;
  private static final String CACHE = "cache-";
  private static final List<Setting> CACHE_REGIONS =
      List.of(
          Setting.CACHE_METADATA,
          Setting.CACHE_VALIDATION,
          Setting.CACHE_SCENES,
          Setting.CACHE_RESPONSES,
          Setting.CACHE_AUTH);

  private final Map<String, String> environment;
  private final Function<CacheSettings, Map<String, String>> variants;
  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);
  private final List<String> problems = new ArrayList<>();

  /**
   * @param origin the setting as the user wrote it: {@code --port}, {@code SPACETIME_PORT}, {@code
   *     port in FILE}
   */
  private record Value(String text, String origin) {}

  private ConfigurationReader(
      Map<String, String> environment, Function<CacheSettings, Map<String, String>> variants) {
    this.environment = environment;
    this.variants = variants;
  }

  /**
   * @param flags only those that were given
   * @param variants say what of the cache's settings they can't work with
   * @throws ConfigurationException with everything that is wrong
   */
  public static Configuration read(
      Map<Setting, String> flags,
      Map<String, String> environment,
      Function<CacheSettings, Map<String, String>> variants)
      throws ConfigurationException {
    ConfigurationReader reader = new ConfigurationReader(environment, variants);
    reader.collect(flags);
    return reader.configuration();
  }

  private void collect(Map<Setting, String> flags) {
    for (Setting setting : Setting.values()) {
      values.put(setting, new Value(setting.defaultValue(), setting.flag()));
    }
    Map<Setting, Value> given = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String variable = setting.environmentVariable();
      if (environment.containsKey(variable)) {
        given.put(setting, new Value(environment.getOrDefault(variable, ""), variable));
      }
    }
    flags.forEach((setting, text) -> given.put(setting, new Value(text, setting.flag())));
    Value file = given.get(Setting.CONFIG);
    if (file != null) {
      path(file)
          .ifPresent(
              path ->
                  SettingsFile.read(path, problems)
                      .forEach(
                          (setting, text) ->
                              values.put(setting, new Value(text, setting.key() + " in " + path))));
    }
    values.putAll(given);
    warnOfUnknownVariables();
  }

  private Configuration configuration() throws ConfigurationException {
    Path dataFolder = path(value(Setting.DATA_DIR)).orElseGet(this::stateFolder);
    Configuration configuration =
        new Configuration(
            text(Setting.VARIANT),
            path(value(Setting.PLUGIN_DIR)),
            path(value(Setting.PROJECT)),
            text(Setting.HOST),
            number(Setting.PORT, 0, 65_535),
            dataFolder,
            rateLimits(),
            path(value(Setting.WHITELIST)),
            Optional.of(value(Setting.ENVIRONMENT).text()).filter(name -> !name.isEmpty()),
            trustedProxies(),
            signedTokens(),
            cache(dataFolder),
            concurrencyLimit(),
            publicAnswers(),
            purgeUrl(),
            flag(Setting.FAST_LANE),
            flag(Setting.VARIANT_OVERRIDE),
            flag(Setting.HTTP2),
            number(Setting.CONNECTIONS_PER_ADDRESS, 1, LIMIT_MAX),
            tls(),
            flag(Setting.CLEAR_TEXT_IN_PUBLIC));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return configuration;
  }

  private CacheSettings cache(Path dataFolder) {
    Map<String, String> regions = new TreeMap<>();
    CACHE_REGIONS.forEach(setting -> regions.put(cacheName(setting), value(setting).text()));
    CacheSettings settings =
        new CacheSettings(
            Optional.of(dataFolder.resolve("cache")),
            flag(Setting.CACHE_DISK),
            value(Setting.CACHE_OFF_HEAP).text(),
            warmUp(),
            regions);
    variants.apply(settings).forEach(this::cacheProblem);
    return settings;
  }

  private CacheSettings.WarmUp warmUp() {
    Value value = value(Setting.WARM_UP);
    for (CacheSettings.WarmUp choice : CacheSettings.WarmUp.values()) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(value.text())) {
        return choice;
      }
    }
    problems.add(value.origin() + "=" + value.text() + ": must be off, on or wait");
    return CacheSettings.WarmUp.OFF;
  }

  private void cacheProblem(String name, String problem) {
    Value value = value(Setting.ofKey(CACHE + name).orElseThrow());
    problems.add(value.origin() + "=" + value.text() + ": " + problem);
  }

  private static String cacheName(Setting setting) {
    return setting.key().substring(CACHE.length());
  }

  private Optional<RateLimits> rateLimits() {
    RateLimits limits =
        new RateLimits(
            number(Setting.RATE_LIMIT_SCENE, 1, LIMIT_MAX),
            number(Setting.RATE_LIMIT_RELOAD, 1, LIMIT_MAX),
            number(Setting.RATE_LIMIT_SCENES, 1, LIMIT_MAX),
            number(Setting.RATE_LIMIT_OTHER, 1, LIMIT_MAX));
    return flag(Setting.RATE_LIMIT) ? Optional.of(limits) : Optional.empty();
  }

  private Optional<TlsFiles> tls() {
    Optional<Path> certificate = path(value(Setting.TLS_CERTIFICATE));
    Optional<Path> key = path(value(Setting.TLS_KEY));
    if (certificate.isPresent() != key.isPresent()) {
      problems.add("--tls-certificate and --tls-key: TLS needs both");
    }
    return certificate.flatMap(chain -> key.map(own -> new TlsFiles(chain, own)));
  }

  private PublicAnswers publicAnswers() {
    return new PublicAnswers(
        flag(Setting.PUBLIC_ANSWERS),
        number(Setting.PUBLIC_MAX_AGE, 0, SECONDS_MAX),
        number(Setting.EDGE_MAX_AGE, 0, SECONDS_MAX),
        number(Setting.STALE_WHILE_REVALIDATE, 0, SECONDS_MAX),
        number(Setting.STALE_IF_ERROR, 0, SECONDS_MAX));
  }

  private Optional<URI> purgeUrl() {
    Value value = value(Setting.PURGE_URL);
    if (value.text().isEmpty()) {
      return Optional.empty();
    }
    if (value(Setting.PUBLIC_ANSWERS).text().equals("off")) {
      problems.add(value.origin() + ": counts only with --public-answers=on");
    }
    try {
      URI url = new URI(value.text());
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
        return Optional.of(url);
      }
    } catch (URISyntaxException malformed) {
      // Told below, as every other that is no address of a server.
    }
    problems.add(value.origin() + "=" + value.text() + ": must be an http or https URL");
    return Optional.empty();
  }

  private ConcurrencyLimit concurrencyLimit() {
    Value value = value(Setting.CONCURRENCY_LIMIT);
    if (value.text().matches("\\d+")) {
      return ConcurrencyLimit.of(number(Setting.CONCURRENCY_LIMIT, 1, LIMIT_MAX));
    }
    return switch (value.text()) {
      case "auto" -> ConcurrencyLimit.ADAPTIVE;
      case "off" -> ConcurrencyLimit.OFF;
      default -> {
        problems.add(value.origin() + "=" + value.text() + ": must be auto, off or a whole number");
        yield ConcurrencyLimit.OFF;
      }
    };
  }

  private List<AddressRange> trustedProxies() {
    Value value = value(Setting.TRUSTED_PROXIES);
    List<AddressRange> proxies = new ArrayList<>();
    for (String text : value.text().isBlank() ? new String[0] : value.text().split(",", -1)) {
      try {
        proxies.add(AddressRange.of(text.strip()));
      } catch (IllegalArgumentException malformed) {
        problems.add(value.origin() + ": " + malformed.getMessage());
      }
    }
    return proxies;
  }

  private Optional<SignedTokenRules> signedTokens() {
    Optional<Path> keys = path(value(Setting.SIGNED_TOKEN_KEYS));
    if (keys.isEmpty()) {
      for (Setting idle : List.of(Setting.SIGNED_TOKEN_ISSUER, Setting.SIGNED_TOKEN_AUDIENCE)) {
        if (!value(idle).text().isEmpty()) {
          problems.add(value(idle).origin() + ": counts only with --signed-token-keys");
        }
      }
      return Optional.empty();
    }
    String algorithm = text(Setting.SIGNED_TOKEN_ALGORITHM);
    if (!SignedTokenRules.ALGORITHMS.contains(algorithm)) {
      problems.add(
          value(Setting.SIGNED_TOKEN_ALGORITHM).origin()
              + "="
              + algorithm
              + ": must be one of "
              + String.join(", ", SignedTokenRules.ALGORITHMS));
    }
    String issuer = text(Setting.SIGNED_TOKEN_ISSUER);
    String audience = text(Setting.SIGNED_TOKEN_AUDIENCE);
    String roleClaim = text(Setting.SIGNED_TOKEN_ROLE_CLAIM);
    return problems.isEmpty()
        ? Optional.of(new SignedTokenRules(keys.get(), algorithm, issuer, audience, roleClaim))
        : Optional.empty();
  }

  private Value value(Setting setting) {
    return values.getOrDefault(setting, new Value("", setting.flag()));
  }

  private String text(Setting setting) {
    Value value = value(setting);
    if (value.text().isBlank()) {
      problems.add(value.origin() + ": must not be empty");
    }
    return value.text().strip();
  }

  private boolean flag(Setting setting) {
    Value value = value(setting);
    return switch (value.text()) {
      case "on" -> true;
      case "off" -> false;
      default -> {
        problems.add(value.origin() + "=" + value.text() + ": must be on or off");
        yield false;
      }
    };
  }

  private int number(Setting setting, int min, int max) {
    Value value = value(setting);
    if (value.text().matches("\\d{1,9}")) {
      int number = Integer.parseInt(value.text());
      if (number >= min && number <= max) {
        return number;
      }
    }
    problems.add(
        value.origin()
            + "="
            + value.text()
            + ": must be a whole number from "
            + min
            + " to "
            + max);
    return min;
  }

  private Optional<Path> path(Value value) {
    try {
      return value.text().isEmpty()
          ? Optional.empty()
          : Optional.of(Path.of(value.text()).toAbsolutePath().normalize());
    } catch (InvalidPathException invalid) {
      problems.add(value.origin() + "=" + value.text() + ": is no path");
      return Optional.empty();
    }
  }

  /** The XDG Base Directory Specification's place for state. */
  private Path stateFolder() {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        state.startsWith("/")
            ? Path.of(state)
            : Path.of(System.getProperty("user.home", "."), ".local", "state");
    return base.resolve("spacetime").toAbsolutePath().normalize();
  }

  // Another program may use the prefix for its own, so this is no error.
  private void warnOfUnknownVariables() {
    List<String> known = new ArrayList<>(List.of(TOKEN_VARIABLE));
    for (Setting setting : Setting.values()) {
      known.add(setting.environmentVariable());
    }
    for (String variable : environment.keySet()) {
      if (variable.startsWith("SPACETIME_") && !known.contains(variable)) {
        String nearest =
            NearestName.of(variable, known).map(near -> "; did you mean " + near + "?").orElse("");
        LOG.warn("The environment variable {} is unknown and ignored{}", variable, nearest);
      }
    }
  }
}

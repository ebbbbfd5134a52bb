package dev.spacetime.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything that can be set: by a flag, an environment variable or a key in the file. */
public enum Setting {
  VARIANT("NAME", "optimized", "The variant that serves: original, optimized or another one."),
  PLUGIN_DIR("DIR", "", "A folder of jars that bring more variants."),
  PROJECT("DIR", "", "The Godot project to serve; a demo project when left out."),
  HOST("ADDRESS", "127.0.0.1", "The address to listen on; 0.0.0.0 is every network."),
  PORT("NUMBER", "8080", "The port to listen on; 0 takes a free one."),
  DATA_DIR(
      "DIR",
      "",
      "Tokens, history and changes are kept here; a folder of your state directory when left out."),
  CONFIG("FILE", "", "A file of settings, key = value on each line."),
  RATE_LIMIT("on|off", "on", "Whether requests are counted against limits."),
  RATE_LIMIT_SCENE("N", "30", "Requests a minute, client and path: /scene."),
  RATE_LIMIT_RELOAD("N", "20", "Requests a minute, client and path: /scene/reload."),
  RATE_LIMIT_SCENES("N", "60", "Requests a minute, client and path: /scenes."),
  RATE_LIMIT_OTHER("N", "100", "Requests a minute, client and path: every other."),
  TLS_CERTIFICATE(
      "FILE", "", "A certificate in PEM, with those that lead to its authority: speak TLS."),
  TLS_KEY("FILE", "", "The certificate's key, PEM of PKCS #8."),
  CLEAR_TEXT_IN_PUBLIC(
      "on|off", "off", "Whether an address that others reach may be served without TLS."),
  CONCURRENCY_LIMIT(
      "auto|off|N", "auto", "Requests that run at once; what is too much is refused quickly."),
  FAST_LANE(
      "on|off",
      "on",
      "Whether answers that a variant holds are sent before servlet and thread pool."),
  VARIANT_OVERRIDE(
      "on|off",
      "off",
      "Whether operators may choose the variant of a request by the header X-SpaceTime-Variant."),
  HTTP2("on|off", "on", "Whether HTTP/2 is spoken beside HTTP/1.1, in clear text and over TLS."),
  CONNECTIONS_PER_ADDRESS(
      "N", "256", "Open connections of one address; trusted proxies have no limit."),
  PUBLIC_ANSWERS(
      "on|off",
      "off",
      "Whether answers about scenes may be kept by shared caches, and so given to everybody."),
  PUBLIC_MAX_AGE("SECONDS", "5", "How long browsers use a public answer without asking."),
  EDGE_MAX_AGE("SECONDS", "60", "How long an edge does (CDN-Cache-Control)."),
  STALE_WHILE_REVALIDATE(
      "SECONDS", "30", "How long after that a public answer may be used while a newer is fetched."),
  STALE_IF_ERROR(
      "SECONDS", "300", "How long after that a public answer may be used while none can be had."),
  PURGE_URL("URL", "", "An edge that is told which public answers have changed, by PURGE."),
  WHITELIST(
      "FILE", "", "A whitelist file; every scene outside the blacklist is allowed when left out."),
  ENVIRONMENT("NAME", "", "The environment of the whitelist file that is in force."),
  TRUSTED_PROXIES(
      "CIDR,...",
      "",
      "Proxies that are believed about their clients' addresses; nobody when left out."),
  SIGNED_TOKEN_KEYS(
      "FILE", "", "A public key in PEM or a JWK set; signed tokens are refused when left out."),
  SIGNED_TOKEN_ALGORITHM(
      "NAME", "RS256", "The one algorithm of signed tokens: RS256, PS256, ES256 or HS256."),
  SIGNED_TOKEN_ISSUER("TEXT", "", "What the claim iss of signed tokens must be."),
  SIGNED_TOKEN_AUDIENCE("TEXT", "", "What the claim aud of signed tokens must hold."),
  SIGNED_TOKEN_ROLE_CLAIM(
      "NAME", "role", "The claim of signed tokens that says reader or operator."),
  CACHE_OFF_HEAP("SIZE", "10MB", "What all cache regions together may hold off the heap."),
  CACHE_DISK("on|off", "on", "Whether caches are kept in the data folder over a restart."),
  CACHE_METADATA("SETTINGS", "", "Of the cache of parsed files, as in heap=500, ttl=1h."),
  CACHE_VALIDATION("SETTINGS", "", "Of the cache of verdicts on scenes."),
  CACHE_SCENES("SETTINGS", "", "Of the cache of listings."),
  CACHE_RESPONSES("SETTINGS", "", "Of the cache of answers as they are sent."),
  CACHE_AUTH("SETTINGS", "", "Of the cache of verdicts on signed tokens."),
  WARM_UP(
      "off|on|wait",
      "on",
      "Whether what was hot in the last run is loaded at the start; wait: before ready.");

  private final String valueLabel;
  private final String defaultValue;
  private final String description;

  Setting(String valueLabel, String defaultValue, String description) {
    this.valueLabel = valueLabel;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  /** {@code data-dir}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code --data-dir}. */
  public String flag() {
    return "--" + key();
  }

  /** {@code SPACETIME_DATA_DIR}. */
  public String environmentVariable() {
    return "SPACETIME_" + name();
  }

  /** What stands for the value in the help. */
  public String valueLabel() {
    return valueLabel;
  }

  /** Empty where there is none. */
  public String defaultValue() {
    return defaultValue;
  }

  public String description() {
    return description;
  }

  static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key().equals(key)).findFirst();
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Setting::key).toList();
  }
}

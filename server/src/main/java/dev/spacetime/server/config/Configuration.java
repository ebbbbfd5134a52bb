package dev.spacetime.server.config;

import dev.spacetime.access.AddressRange;
import dev.spacetime.api.CacheSettings;
import dev.spacetime.security.RateLimits;
import dev.spacetime.security.SignedTokenRules;
import dev.spacetime.server.http.TlsFiles;
import dev.spacetime.server.platform.ConcurrencyLimit;
import dev.spacetime.server.platform.PublicAnswers;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one run, all checked.
 *
 * @param pluginFolder empty for the class path's variants alone
 * @param project empty for the demo project
 * @param rateLimits empty when requests aren't counted
 * @param environment empty for the whitelist file's own choice
 * @param purgeUrl of the edge that is told what has changed; empty where there is none
 * @param signedTokens empty when they are refused
 */
public record Configuration(
    String variant,
    Optional<Path> pluginFolder,
    Optional<Path> project,
    String host,
    int port,
    Path dataFolder,
    Optional<RateLimits> rateLimits,
    Optional<Path> whitelist,
    Optional<String> environment,
    List<AddressRange> trustedProxies,
    Optional<SignedTokenRules> signedTokens,
    CacheSettings cache,
    ConcurrencyLimit concurrencyLimit,
    PublicAnswers publicAnswers,
    Optional<URI> purgeUrl,
    boolean fastLane,
    boolean variantOverride,
    boolean http2,
    int connectionsPerAddress,
    Optional<TlsFiles> tls,
    boolean clearTextInPublic) {
  public Configuration {
    trustedProxies = List.copyOf(trustedProxies);
  }
}

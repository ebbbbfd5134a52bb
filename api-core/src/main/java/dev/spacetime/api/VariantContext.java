package dev.spacetime.api;

import dev.spacetime.access.RateLimiter;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.access.TokenDirectory;
import dev.spacetime.access.WhitelistState;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.session.SceneSession;
import java.time.InstantSource;

/**
 * What a variant is built from: the state that belongs to no variant, so that a switch loses
 * nothing.
 */
public record VariantContext(
    GodotProject project,
    SceneSession session,
    TokenDirectory tokens,
    SignedTokens signedTokens,
    WhitelistState whitelist,
    RateLimiter rateLimiter,
    PlatformEndpoints platform,
    CacheSettings cache,
    InstantSource clock) {}

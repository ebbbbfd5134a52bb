/**
 * Who gets in and what they may touch: a plain and a fast implementation of each check, with the
 * same decisions.
 *
 * <p>{@link dev.spacetime.security.RequestGuard} puts the checks of a request in the contract's
 * order: {@link dev.spacetime.security.Authenticator}, role, {@link
 * dev.spacetime.security.TokenBuckets}. {@link dev.spacetime.security.ScenePathRules} decides on
 * scene paths. {@link dev.spacetime.security.TokenStore} and {@link
 * dev.spacetime.security.WhitelistStore} keep what the checks read.
 */
@NullMarked
package dev.spacetime.security;

import org.jspecify.annotations.NullMarked;

package dev.spacetime.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens and their changes. A change is durable when its method returns, and every request that
 * begins later sees it, in every process that uses the same data folder.
 */
public interface TokenState extends TokenDirectory {
  /**
   * A token that was just made.
   *
   * @param secret kept nowhere: whoever asked for it is told once
   */
  record Issued(TokenRecord token, String secret) {
    @Override
    public String toString() {
      return "Issued[token=" + token + "]";
    }
  }

  /**
   * @param expires {@code null} for never
   * @throws dev.spacetime.api.ApiException 422 when there is a valid one of this name, or too many
   * @throws IllegalArgumentException when the name is no name or there are too many addresses
   */
  Issued create(String name, Role role, @Nullable Instant expires, List<AddressRange> addresses);

  /**
   * Makes a new secret for a name, with the role, the end and the addresses that it had.
   *
   * @param overlap how long the old secret stays valid; zero ends it at once
   * @throws dev.spacetime.api.ApiException 404 when there is no such token
   */
  Issued rotate(String name, Duration overlap);

  /**
   * Ends all tokens of a name.
   *
   * @throws dev.spacetime.api.ApiException 404 when there is no such token
   */
  void revoke(String name);
}

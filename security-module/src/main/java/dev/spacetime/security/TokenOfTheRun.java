package dev.spacetime.security;

import dev.spacetime.access.AddressRange;
import dev.spacetime.access.Role;
import dev.spacetime.access.TokenRecord;
import dev.spacetime.access.TokenState;
import dev.spacetime.api.ApiException;
import dev.spacetime.api.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One token that was given for this run; nothing is stored, so nothing can be changed. */
record TokenOfTheRun(List<TokenRecord> tokens) implements TokenState {
  @Override
  public Issued create(
      String name, Role role, @Nullable Instant expires, List<AddressRange> addresses) {
    throw fixed();
  }

  @Override
  public Issued rotate(String name, Duration overlap) {
    throw fixed();
  }

  @Override
  public void revoke(String name) {
    throw fixed();
  }

  private static ApiException fixed() {
    return ApiException.of(
        ErrorCode.UNPROCESSABLE, "This run has the one token that it was given, and stores none");
  }
}

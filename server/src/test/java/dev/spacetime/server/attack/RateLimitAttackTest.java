package dev.spacetime.server.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.TestPlatform.Options;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One client that would like to be many. */
class RateLimitAttackTest extends Attack {
  @Override
  Options options(Options options) {
    return options.withLimits();
  }

  // The platform's clock stands still, and the last request of each test counts too.
  @DisplayName("case 36: a forged address has no bucket of its own")
  @Test
  void aForgedAddressHasNoBucketOfItsOwn() {
    for (int address = 0; address < 60; address++) {
      assertThat(listing(address).status()).isEqualTo(200);
    }
    Reply refused = listing(60);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).matches("[1-9]\\d?");
    assertThat(refused.json().path("retry_after").intValue(0)).isPositive();
    assertThat(asReader(Call.get("/scene")).status()).as("another endpoint").isEqualTo(200);
    assertThat(send(Call.get("/health/live")).status()).isEqualTo(200);
  }

  private Reply listing(int address) {
    return asReader(
        Call.get("/scenes")
            .header("X-Forwarded-For", "192.0.2." + address)
            .header("Forwarded", "for=192.0.2." + address)
            .header("X-Real-IP", "192.0.2." + address));
  }
}

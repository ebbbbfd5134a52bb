package dev.spacetime.server.http;

import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestPlatform.Options;
import dev.spacetime.server.kit.TestProject;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose requests are counted, behind a proxy and in front of one. */
class ForwardedAddressTest {
  @TempDir Path folder;

  private TestPlatform start(Options options) throws Exception {
    return TestPlatform.start(folder.resolve("data"), TestProject.in(folder), options);
  }

  private static String left(ApiClient client, String forwarded) {
    Call call = Call.get("/scene").token(READER).header("X-Forwarded-For", forwarded);
    return client.send(call).header("RateLimit").replaceAll(".*;r=(\\d+);.*", "$1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"original", "optimized"})
  void forgedAddressStaysInOneBucket(String variant) throws Exception {
    try (TestPlatform platform = start(Options.of(variant).withLimits())) {
      ApiClient client = platform.socket();
      assertThat(left(client, "198.51.100.1")).isEqualTo("29");
      assertThat(left(client, "198.51.100.2")).isEqualTo("28");
      assertThat(left(client, "127.0.0.1, 198.51.100.3")).isEqualTo("27");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"original", "optimized"})
  void clientsOfAProxyHaveTheirOwnBuckets(String variant) throws Exception {
    Options options = Options.of(variant).withLimits().withProxies("127.0.0.1/32");
    try (TestPlatform platform = start(options)) {
      ApiClient client = platform.socket();
      assertThat(left(client, "198.51.100.1")).isEqualTo("29");
      assertThat(left(client, "198.51.100.2")).isEqualTo("29");
      assertThat(left(client, "203.0.113.7, 198.51.100.1")).isEqualTo("28");
      assertThat(left(client, "2001:db8:0:1::1")).isEqualTo("29");
      assertThat(left(client, "2001:db8:0:1:ffff::2")).isEqualTo("28");
    }
  }
}

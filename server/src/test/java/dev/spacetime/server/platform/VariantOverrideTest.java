package dev.spacetime.server.platform;

import static dev.spacetime.server.kit.TestPlatform.OPERATOR;
import static dev.spacetime.server.kit.TestPlatform.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spacetime.server.kit.ApiClient;
import dev.spacetime.server.kit.Call;
import dev.spacetime.server.kit.Reply;
import dev.spacetime.server.kit.TestPlatform;
import dev.spacetime.server.kit.TestProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may choose the variant of a single request, and what becomes of it. */
class VariantOverrideTest {
  @TempDir Path folder;

  private static Call asking(String variant) {
    return Call.get("/performance").header("X-SpaceTime-Variant", variant);
  }

  private static String served(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().path("variant").stringValue("");
  }

  private TestPlatform platform(boolean on) throws Exception {
    return TestPlatform.start(
        folder.resolve("data"),
        TestProject.in(folder),
        TestPlatform.Options.of("original").withRollout(RolloutSettings.DEFAULT.withOverride(on)));
  }

  @Test
  void anOperatorChooses() throws Exception {
    try (TestPlatform platform = platform(true)) {
      for (ApiClient client : new ApiClient[] {platform.inProcess(), platform.socket()}) {
        assertThat(served(client.send(asking("optimized").token(OPERATOR)))).isEqualTo("optimized");
        assertThat(served(client.send(asking("original").token(OPERATOR)))).isEqualTo("original");
        assertThat(served(client.send(Call.get("/performance").token(OPERATOR))))
            .isEqualTo("original");
      }
    }
  }

  @Test
  void nobodyElseDoes() throws Exception {
    try (TestPlatform platform = platform(true)) {
      ApiClient client = platform.socket();
      assertThat(client.send(asking("optimized").token(READER)).status()).isEqualTo(403);
      assertThat(client.send(asking("optimized").token("a-wrong-one")).status()).isEqualTo(401);
      assertThat(client.send(asking("optimized")).status()).isEqualTo(401);
    }
  }

  @Test
  void anUnknownNameIsTold() throws Exception {
    try (TestPlatform platform = platform(true)) {
      Reply reply = platform.socket().send(asking("optimised").token(OPERATOR));
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.text()).contains("X-SpaceTime-Variant").contains("did you mean optimized?");
    }
  }

  @Test
  void itMeansNothingWhereItIsOff() throws Exception {
    try (TestPlatform platform = platform(false)) {
      assertThat(served(platform.socket().send(asking("optimized").token(READER))))
          .isEqualTo("original");
    }
  }
}

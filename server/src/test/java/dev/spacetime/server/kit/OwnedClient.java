package dev.spacetime.server.kit;

import java.io.IOException;
import java.time.Duration;

/** A client that closes its platform with itself. */
record OwnedClient(ApiClient client, TestPlatform platform) implements ApiClient {
  static OwnedClient inProcess(TestPlatform platform) {
    return new OwnedClient(platform.inProcess(), platform);
  }

  static OwnedClient socket(TestPlatform platform) throws IOException {
    return new OwnedClient(platform.socket(), platform);
  }

  @Override
  public Reply send(Call call) {
    return client.send(call);
  }

  @Override
  public void pass(Duration time) {
    platform.pass(time);
  }

  @Override
  public void close() {
    client.close();
    platform.close();
  }
}

package dev.spacetime.server.kit;

import dev.spacetime.server.kit.TestPlatform.Options;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Replays every request of the kit over HTTP/2 against both variants and compares the answers. */
class Http2ContractTest extends ContractKit {
  @Override
  protected ApiClient start(Path dataFolder, TestProject project, UnaryOperator<Options> options)
      throws Exception {
    return new TwinClient(
        platform("original", dataFolder, project, options),
        platform("optimized", dataFolder, project, options));
  }

  private static ApiClient platform(
      String variant, Path dataFolder, TestProject project, UnaryOperator<Options> options)
      throws Exception {
    TestPlatform platform =
        TestPlatform.start(
            dataFolder.resolve(variant), project, options.apply(Options.of(variant)));
    return new OwnedClient(new Http2Client(platform.listening().address()), platform);
  }
}

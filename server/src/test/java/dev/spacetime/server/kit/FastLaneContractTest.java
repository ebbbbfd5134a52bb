package dev.spacetime.server.kit;

import dev.spacetime.server.kit.TestPlatform.Options;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Replays every request of the kit with the fast lane and without it and compares the answers. */
class FastLaneContractTest extends ContractKit {
  @Override
  protected ApiClient start(Path dataFolder, TestProject project, UnaryOperator<Options> options)
      throws Exception {
    return new TwinClient(
        OwnedClient.socket(
            TestPlatform.start(
                dataFolder.resolve("on"), project, options.apply(Options.of("optimized")))),
        OwnedClient.socket(
            TestPlatform.start(
                dataFolder.resolve("off"),
                project,
                options.apply(Options.of("optimized").withoutFastLane()))));
  }
}

package dev.spacetime.server.kit;

import dev.spacetime.server.kit.TestPlatform.Options;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Replays every request of the kit against both variants and compares the answers. */
class BothVariantsContractTest extends ContractKit {
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
    return OwnedClient.socket(
        TestPlatform.start(
            dataFolder.resolve(variant), project, options.apply(Options.of(variant))));
  }
}

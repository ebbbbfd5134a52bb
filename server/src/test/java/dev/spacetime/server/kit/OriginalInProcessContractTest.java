package dev.spacetime.server.kit;

import dev.spacetime.server.kit.TestPlatform.Options;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

class OriginalInProcessContractTest extends ContractKit {
  @Override
  protected ApiClient start(Path dataFolder, TestProject project, UnaryOperator<Options> options)
      throws Exception {
    return OwnedClient.inProcess(
        TestPlatform.start(dataFolder, project, options.apply(Options.of("original"))));
  }
}

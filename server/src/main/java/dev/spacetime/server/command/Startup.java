package dev.spacetime.server.command;

import dev.spacetime.access.RateLimiter;
import dev.spacetime.access.SignedTokens;
import dev.spacetime.access.TokenState;
import dev.spacetime.access.WhitelistFileException;
import dev.spacetime.scene.GodotProject;
import dev.spacetime.scene.ProjectException;
import dev.spacetime.security.SignedTokenRules;
import dev.spacetime.security.SignedTokenVerifier;
import dev.spacetime.security.TokenBuckets;
import dev.spacetime.security.TokenStore;
import dev.spacetime.security.TokenStoreException;
import dev.spacetime.security.WhitelistStore;
import dev.spacetime.server.config.Configuration;
import dev.spacetime.server.config.ConfigurationException;
import dev.spacetime.server.config.ConfigurationReader;
import dev.spacetime.server.http.TlsFiles;
import dev.spacetime.server.platform.Platform;
import dev.spacetime.server.platform.RolloutSettings;
import dev.spacetime.server.platform.VariantCatalogue;
import dev.spacetime.server.platform.VariantPlugins;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens everything that a configuration names and says what it found, or all that is wrong. */
final class Startup {
  private static final Logger LOG = LoggerFactory.getLogger("spacetime");

  private final Configuration configuration;
  private final VariantPlugins plugins;
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  private Startup(
      Configuration configuration, VariantPlugins plugins, Map<String, String> environment) {
    this.configuration = configuration;
    this.plugins = plugins;
    this.environment = environment;
  }

  /**
   * @throws ConfigurationException with everything that can't be opened
   */
  static Platform.Parts parts(
      Configuration configuration, VariantPlugins plugins, Map<String, String> environment)
      throws ConfigurationException {
    return new Startup(configuration, plugins, environment).open();
  }

  private interface Opening<T> {
    T open() throws IOException, ProjectException;
  }

  private Platform.Parts open() throws ConfigurationException {
    plugins.problems().forEach(problem -> problems.add("--plugin-dir: " + problem));
    VariantCatalogue catalogue = plugins.catalogue();
    if (!catalogue.names().contains(configuration.variant())) {
      problems.add("--variant: " + catalogue.unknown(configuration.variant()));
    }
    // Those of the class path were asked before.
    catalogue
        .problems(configuration.cache())
        .forEach((name, problem) -> problems.add("--cache-" + name + ": " + problem));
    checkAddress();
    Optional<Path> dataFolder =
        attempt("--data-dir", () -> DataFolder.open(configuration.dataFolder()));
    if (dataFolder.isEmpty()) {
      // All else is kept in it, so nothing more can be found out.
      throw new ConfigurationException(problems);
    }
    Optional<GodotProject> project = attempt("--project", this::project);
    Optional<TokenState> tokens = attempt("--data-dir", this::tokens);
    Optional<SignedTokens> signedTokens = attempt("--signed-token-keys", this::signedTokens);
    Optional<WhitelistStore> whitelist = attempt("--whitelist", this::whitelist);
    if (problems.isEmpty()
        && project.isPresent()
        && tokens.isPresent()
        && signedTokens.isPresent()
        && whitelist.isPresent()) {
      return new Platform.Parts(
          catalogue,
          configuration.variant(),
          RolloutSettings.DEFAULT.withOverride(configuration.variantOverride()),
          project.get(),
          dataFolder.get(),
          tokens.get(),
          signedTokens.get(),
          whitelist.get(),
          rateLimiter(),
          configuration.cache(),
          configuration.concurrencyLimit(),
          configuration.publicAnswers(),
          configuration.purgeUrl(),
          InstantSource.system(),
          System::nanoTime);
    }
    throw new ConfigurationException(problems);
  }

  private void checkAddress() {
    configuration.tls().ifPresent(this::checkTls);
    try {
      boolean reached = !InetAddress.getByName(configuration.host()).isLoopbackAddress();
      if (reached && configuration.tls().isEmpty()) {
        checkClearText();
      }
    } catch (UnknownHostException unknown) {
      problems.add("--host=" + configuration.host() + ": is no address of this machine");
    }
  }

  private void checkTls(TlsFiles files) {
    try {
      files.open();
    } catch (TlsFiles.UnusableException unusable) {
      problems.add("--tls-certificate: " + unusable.getMessage());
    }
  }

  private void checkClearText() {
    if (configuration.clearTextInPublic()) {
      LOG.warn("tokens cross the network in clear text: no TLS on {}", configuration.host());
    } else {
      problems.add(
          "--host="
              + configuration.host()
              + ": others reach this address, and tokens would cross the network in clear text;"
              + " give --tls-certificate and --tls-key, or --clear-text-in-public=on where a proxy"
              + " speaks TLS");
    }
  }

  private <T> Optional<T> attempt(String setting, Opening<T> opening) {
    try {
      return Optional.of(opening.open());
    } catch (IOException unusable) {
      problems.add(setting + ": can't be used as a folder to read and write");
    } catch (ProjectException | TokenStoreException | WhitelistFileException unusable) {
      problems.add(setting + ": " + unusable.getMessage());
    }
    return Optional.empty();
  }

  private GodotProject project() throws IOException, ProjectException {
    Path folder =
        configuration.project().isPresent()
            ? configuration.project().get()
            : DemoProject.unpack(configuration.dataFolder());
    GodotProject project = GodotProject.open(folder);
    LOG.info("variant: {}", configuration.variant());
    LOG.info("project: {} in {}", project.name(), folder);
    return project;
  }

  private TokenState tokens() {
    String secret = environment.get(ConfigurationReader.TOKEN_VARIABLE);
    if (secret != null) {
      LOG.info("token: the one in {}", ConfigurationReader.TOKEN_VARIABLE);
      return TokenStore.forSecret(secret, InstantSource.system());
    }
    TokenStore store = TokenStore.open(configuration.dataFolder(), InstantSource.system());
    Path first = configuration.dataFolder().resolve("token");
    if (Files.exists(first)) {
      LOG.info("token: in {} (only you can read it)", first);
    } else {
      LOG.info("tokens: {}, to be managed by the command token", store.tokens().size());
    }
    return store;
  }

  private SignedTokens signedTokens() {
    if (configuration.signedTokens().isEmpty()) {
      return SignedTokens.NONE;
    }
    SignedTokenRules rules = configuration.signedTokens().get();
    LOG.info("signed tokens: {} of {}", rules.algorithm(), rules.issuer());
    return SignedTokenVerifier.open(rules, InstantSource.system());
  }

  private WhitelistStore whitelist() {
    WhitelistStore store =
        WhitelistStore.open(
            configuration.dataFolder(), configuration.whitelist(), configuration.environment());
    if (configuration.whitelist().isEmpty()) {
      LOG.info("whitelist: no file given; every scene outside the blacklist is allowed");
    } else {
      LOG.info("whitelist: environment {}", store.rules().environment());
    }
    return store;
  }

  private RateLimiter rateLimiter() {
    if (configuration.rateLimits().isEmpty()) {
      LOG.info("rate limits: off");
      return TokenBuckets.off();
    }
    return new TokenBuckets(configuration.rateLimits().get(), System::nanoTime);
  }
}

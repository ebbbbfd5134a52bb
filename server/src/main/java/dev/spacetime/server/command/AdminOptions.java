package dev.spacetime.server.command;

import dev.spacetime.server.config.ConfigurationException;
import dev.spacetime.server.config.ConfigurationReader;
import dev.spacetime.server.config.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of all commands that ask a running server: where it is and who asks. */
final class AdminOptions {
  static final String JSON = "--json";

  private static final String URL = "--url";
  private static final String TOKEN_FILE = "--token-file";
  private static final String AUTHORITY = "--ca";

  private AdminOptions() {}

  static CommandSpec spec(String description) {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage().description(description);
    spec.addOption(
        option(URL, "URL", "Where the server is.").defaultValue("http://127.0.0.1:8080").build());
    spec.addOption(
        option(
                TOKEN_FILE,
                "FILE",
                "Holds an operator's token; "
                    + ConfigurationReader.TOKEN_VARIABLE
                    + " or the file 'token' of the data folder when left out.")
            .build());
    spec.addOption(
        option(AUTHORITY, "FILE", "Certificates in PEM to trust instead of the usual ones.")
            .build());
    SettingOptions.addTo(spec, Setting.DATA_DIR, Setting.CONFIG);
    spec.addOption(
        OptionSpec.builder(JSON).type(boolean.class).description("Prints JSON.").build());
    return spec;
  }

  static OptionSpec.Builder option(String flag, String label, String description) {
    return OptionSpec.builder(flag).paramLabel(label).type(String.class).description(description);
  }

  static AdminClient client(CommandLine line) throws ConfigurationException {
    return new AdminClient(url(line), token(line), tls(line));
  }

  static @Nullable String given(CommandLine line, String flag) {
    return line.getCommandSpec().findOption(flag).getValue();
  }

  static ConfigurationException wrong(String problem) {
    return new ConfigurationException(List.of(problem));
  }

  private static String url(CommandLine line) throws ConfigurationException {
    String given = String.valueOf(given(line, URL));
    try {
      URI url = new URI(given);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getRawQuery() == null) {
        return given.replaceAll("/+$", "");
      }
    } catch (URISyntaxException malformed) {
      // Told below.
    }
    throw wrong(URL + "=" + given + ": must be like http://127.0.0.1:8080");
  }

  private static String token(CommandLine line) throws ConfigurationException {
    String file = given(line, TOKEN_FILE);
    String secret = System.getenv(ConfigurationReader.TOKEN_VARIABLE);
    if (file != null) {
      return token(TOKEN_FILE, Path.of(file));
    }
    return secret != null
        ? secret
        : token(
            Setting.DATA_DIR.flag(),
            SettingOptions.configuration(line).dataFolder().resolve("token"));
  }

  private static String token(String flag, Path file) throws ConfigurationException {
    try {
      String token = Files.readString(file).strip();
      // Anything else is no token, and no header field can hold it.
      if (token.matches("[\\x21-\\x7e]{1,4096}")) {
        return token;
      }
    } catch (IOException unreadable) {
      // Told below.
    }
    throw wrong(flag + ": no token can be read from " + file);
  }

  private static SSLContext tls(CommandLine line) throws ConfigurationException {
    String file = given(line, AUTHORITY);
    try {
      return file == null ? SSLContext.getDefault() : trusting(Path.of(file));
    } catch (IOException | GeneralSecurityException unusable) {
      throw wrong(AUTHORITY + ": no certificates can be read from " + file);
    }
  }

  private static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + store.size(), one);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}

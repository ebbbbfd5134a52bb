package dev.spacetime.server.command;

import dev.spacetime.server.config.ConfigurationException;
import dev.spacetime.server.config.Setting;
import dev.spacetime.server.http.HttpFront;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shortest way from a command line to what it asks for. Most start the server with nothing but
 * settings; those are read here, because the command-line library's classes are so old in form that
 * no archive of classes takes them. All else, everything wrong included, is that library's.
 */
public final class CommandEntry {
  private static final String SERVE = "serve";

  private CommandEntry() {}

  /** Runs one command line to its end and answers its exit status. */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (mayServe(arguments)) {
      Thread ahead = new Thread(HttpFront::loadClasses, "classes-ahead");
      ahead.setDaemon(true);
      ahead.start();
    }
    Optional<Map<Setting, String>> settings = settings(arguments);
    return settings.isPresent()
        ? serve(settings.get(), out, err)
        : SpaceTimeCommand.run(arguments, out, err);
  }

  private static int serve(Map<Setting, String> settings, PrintStream out, PrintStream err) {
    PrintWriter errors = new PrintWriter(err, true, StandardCharsets.UTF_8);
    try {
      return ServeCommand.execute(
          settings, new PrintWriter(out, true, StandardCharsets.UTF_8), errors);
    } catch (ConfigurationException wrong) {
      return ServeCommand.refused(wrong, errors);
    } catch (RuntimeException failed) {
      errors.println("error: " + failed.getMessage());
      return ExitStatus.FAILED;
    }
  }

  // Told before the settings are read, which takes time of its own.
  private static boolean mayServe(String[] arguments) {
    boolean otherCommand =
        arguments.length > 0 && !arguments[0].equals(SERVE) && !arguments[0].startsWith("--");
    return !otherCommand && !List.of(arguments).contains("--help");
  }

  /** Empty where anything but a known setting stands, or one stands twice or without a value. */
  static Optional<Map<Setting, String>> settings(String[] arguments) {
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    boolean serve = arguments.length > 0 && arguments[0].equals(SERVE);
    for (String argument : Arrays.asList(arguments).subList(serve ? 1 : 0, arguments.length)) {
      int equals = argument.indexOf('=');
      Optional<Setting> known =
          Arrays.stream(Setting.values())
              .filter(setting -> argument.startsWith(setting.flag() + "="))
              .findFirst();
      if (known.isEmpty()
          || equals == argument.length() - 1
          || settings.put(known.get(), argument.substring(equals + 1)) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(settings);
  }
}

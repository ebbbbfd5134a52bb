package dev.spacetime.perf.peers;

import dev.spacetime.perf.command.FailedException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of the machine that a measurement needs. */
record Tools(Path wrk, Path h2load, Path nginx, Path varnish) {
  // Where daemons are, whether the caller's PATH says so or not.
  private static final List<String> DAEMON_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin");
  private static final Path NOWHERE = Path.of("");

  /**
   * Finds all of them.
   *
   * @param folders separated as in {@code PATH}
   * @throws FailedException that names everything that is missing, and the package that brings it
   */
  static Tools find(String folders) {
    return find(
        Stream.concat(Stream.of(folders.split(File.pathSeparator)), DAEMON_FOLDERS.stream())
            .toList());
  }

  static Tools find(List<String> folders) {
    List<String> programs = new ArrayList<>();
    List<String> packages = new ArrayList<>();
    Tools tools =
        new Tools(
            one("wrk", "wrk", folders, programs, packages),
            one("h2load", "nghttp2-client", folders, programs, packages),
            one("nginx", "nginx", folders, programs, packages),
            one("varnishd", "varnish", folders, programs, packages));
    if (!programs.isEmpty()) {
      throw new FailedException(
          "missing here: "
              + String.join(", ", programs)
              + "; on Debian 'apt-get install "
              + String.join(" ", packages)
              + "' brings them");
    }
    return tools;
  }

  private static Path one(
      String program,
      String debianPackage,
      List<String> folders,
      List<String> missingPrograms,
      List<String> missingPackages) {
    Optional<Path> found =
        folders.stream()
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      missingPrograms.add(program);
      missingPackages.add(debianPackage);
    }
    return found.orElse(NOWHERE);
  }
}

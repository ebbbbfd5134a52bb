package dev.spacetime.server.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes a jar of sources as a build would, with the compiler of the virtual machine. */
public final class PluginJar {
  private PluginJar() {}

  /**
   * @param main a folder of {@code java} and {@code resources}
   * @param jar to be written
   */
  public static void build(Path main, Path jar) throws IOException {
    Path classes = Files.createTempDirectory(jar.getParent(), "classes");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
    files(main.resolve("java")).forEach(file -> arguments.add(file.toString()));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).as("status of the compiler").isZero();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      add(classes, out);
      add(main.resolve("resources"), out);
    }
  }

  private static void add(Path folder, JarOutputStream out) throws IOException {
    for (Path file : files(folder)) {
      out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
      Files.copy(file, out);
      out.closeEntry();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}

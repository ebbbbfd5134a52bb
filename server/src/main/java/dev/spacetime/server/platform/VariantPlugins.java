package dev.spacetime.server.platform;

import dev.spacetime.api.LogText;
import dev.spacetime.api.RouterVariantProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The variants that the jars of a folder bring. One class loader above the application's has all of
 * them, so that a variant's libraries may lie beside it; its classes can be used until it is
 * closed.
 */
public final class VariantPlugins implements AutoCloseable {
  private static final int VARIANTS_MAX = 100;
  private static final String NAME = "[a-z0-9-]{1,64}";

  private final VariantCatalogue catalogue;
  private final Optional<URLClassLoader> loader;
  private final List<String> problems = new ArrayList<>();

  private VariantPlugins(Optional<Path> folder) {
    this.loader = folder.flatMap(this::loader);
    VariantCatalogue known = VariantCatalogue.onClassPath();
    this.catalogue = known.with(loader.map(jars -> providers(jars, known)).orElse(List.of()));
  }

  /**
   * What can't be used is told by {@link #problems} and harms nothing else.
   *
   * @param folder empty for the class path's variants alone
   */
  public static VariantPlugins in(Optional<Path> folder) {
    return new VariantPlugins(folder);
  }

  /** A sentence for everything that is wrong with the folder and its jars. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** These variants and those of the class path. */
  public VariantCatalogue catalogue() {
    return catalogue;
  }

  @Override
  public void close() {
    try {
      if (loader.isPresent()) {
        loader.get().close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Optional<URLClassLoader> loader(Path folder) {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : files) {
        if (isSound(jar)) {
          jars.add(jar.toUri().toURL());
        }
      }
    } catch (IOException unreadable) {
      problems.add("is no folder that can be read");
    }
    return jars.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new URLClassLoader(
                "plugins", jars.toArray(URL[]::new), RouterVariantProvider.class.getClassLoader()));
  }

  private boolean isSound(Path jar) {
    try {
      new JarFile(jar.toFile()).close();
      return true;
    } catch (IOException broken) {
      problems.add(jar.getFileName() + " is no jar that can be read");
      return false;
    }
  }

  private List<RouterVariantProvider> providers(ClassLoader jars, VariantCatalogue known) {
    Map<String, RouterVariantProvider> byName = new TreeMap<>();
    Iterator<RouterVariantProvider> found =
        ServiceLoader.load(RouterVariantProvider.class, jars).iterator();
    for (int i = 0; i < VARIANTS_MAX; i++) {
      try {
        if (!found.hasNext()) {
          return List.copyOf(byName.values());
        }
        RouterVariantProvider provider = found.next();
        if (provider.getClass().getClassLoader() == jars) {
          add(provider, known, byName);
        }
      } catch (ServiceConfigurationError | LinkageError | RuntimeException unfit) {
        problems.add(
            "a variant can't be loaded: " + LogText.of(String.valueOf(unfit.getMessage())));
      }
    }
    problems.add("brings more than " + VARIANTS_MAX + " variants");
    return List.copyOf(byName.values());
  }

  private void add(
      RouterVariantProvider provider,
      VariantCatalogue known,
      Map<String, RouterVariantProvider> byName) {
    @Nullable String name = provider.name();
    String shown = jar(provider) + ": the variant '" + LogText.of(String.valueOf(name)) + "' ";
    if (name == null || !name.matches(NAME)) {
      problems.add(shown + "must be named by up to 64 lower-case letters, digits and -");
    } else if (known.names().contains(name) || byName.containsKey(name)) {
      problems.add(shown + "is there already");
    } else {
      byName.put(name, provider);
    }
  }

  private static String jar(RouterVariantProvider provider) {
    String path = provider.getClass().getProtectionDomain().getCodeSource().getLocation().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

package dev.spacetime.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.api.RouterVariantProvider;
import dev.spacetime.server.kit.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jars of a folder bring variants; those that can't be used are told and harm nothing else. */
class VariantPluginsTest {
  private static final String SERVICE = "META-INF/services/dev.spacetime.api.RouterVariantProvider";

  @TempDir Path folder;
  private Path plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
  }

  /** A jar with one provider whose class says no more than this. */
  private void jar(String name, String members) throws IOException {
    Path main = folder.resolve(name);
    Path source = main.resolve("java/plugin/Provider" + name + ".java");
    Path service = main.resolve("resources").resolve(SERVICE);
    Files.createDirectories(source.getParent());
    Files.createDirectories(service.getParent());
    Files.writeString(service, "plugin.Provider" + name + "\n");
    Files.writeString(
        source,
        "package plugin;\n"
            + "public final class Provider"
            + name
            + " implements dev.spacetime.api.RouterVariantProvider {\n"
            + members
            + "  public dev.spacetime.api.RouterVariant create(\n"
            + "      dev.spacetime.api.VariantContext context) {\n"
            + "    return new dev.spacetime.original.OriginalVariantProvider().create(context);\n"
            + "  }\n"
            + "}\n");
    PluginJar.build(main, plugins.resolve(name + ".jar"));
  }

  private static String named(String expression) {
    return "  public String name() { return " + expression + "; }\n";
  }

  private VariantPlugins open() {
    return VariantPlugins.in(Optional.of(plugins));
  }

  @Test
  void withoutAFolderTheClassPathServes() {
    try (VariantPlugins none = VariantPlugins.in(Optional.empty())) {
      assertThat(none.problems()).isEmpty();
      assertThat(none.catalogue().names()).containsExactly("optimized", "original");
    }
  }

  @Test
  void aJarBringsAVariantWhoseClassesGoWithTheFolder() throws Exception {
    jar(
        "Third",
        named("Later.NAME") + "  static class Later { static String NAME = \"third\"; }\n");
    Files.writeString(plugins.resolve("README.txt"), "no jar");
    RouterVariantProvider provider;
    try (VariantPlugins opened = open()) {
      assertThat(opened.problems()).isEmpty();
      assertThat(opened.catalogue().names()).containsExactly("optimized", "original", "third");
      provider = opened.catalogue().find("third").orElseThrow();
      assertThat(provider.getClass().getClassLoader())
          .isNotSameAs(RouterVariantProvider.class.getClassLoader());
    }
    Files.delete(plugins.resolve("Third.jar"));
    assertThatThrownBy(() -> provider.getClass().getClassLoader().loadClass("plugin.NeverLoaded"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Same | return \"original\"; | Same.jar: the variant 'original' is there already",
        "Odd | return \"Third Variant\"; | Odd.jar: the variant 'Third Variant' must be named by",
        "Empty | return \"\"; | Empty.jar: the variant '' must be named by up to 64 lower-case",
        "Null | return null; | Null.jar: the variant 'null' must be named by up to 64 lower-case",
        "Escape | return \"a\\u001bb\"; | Escape.jar: the variant 'a\\u001bb' must be named by",
        "Late | throw new IllegalStateException(\"no name\"); | a variant can't be loaded: no name",
      })
  void aVariantThatDoesNotFitIsToldAndHarmsNoOther(String jar, String name, String sentence)
      throws IOException {
    jar("Third", named("\"third\""));
    jar(jar, "  public String name() { " + name + " }\n");
    try (VariantPlugins opened = open()) {
      assertThat(opened.problems()).singleElement().asString().startsWith(sentence);
      assertThat(opened.catalogue().names()).containsExactly("optimized", "original", "third");
    }
  }

  @Test
  void twoJarsWithOneNameAreTold() throws IOException {
    jar("One", named("\"third\""));
    jar("Other", named("\"third\""));
    try (VariantPlugins opened = open()) {
      assertThat(opened.problems()).hasSize(1);
      assertThat(opened.problems().get(0)).endsWith("the variant 'third' is there already");
      assertThat(opened.catalogue().names()).containsExactly("optimized", "original", "third");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "  static { if (true) throw new IllegalStateException(\"static\"); }",
        "  public ProviderBad() { throw new IllegalStateException(\"made\"); }",
        "  public ProviderBad() { throw new NoClassDefFoundError(\"missing/Library\"); }",
        "  private ProviderBad() {}",
      })
  void aProviderThatFailsIsToldAndHarmsNoOther(String members) throws IOException {
    jar("Bad", members + "\n" + named("\"bad\""));
    jar("Third", named("\"third\""));
    try (VariantPlugins opened = open()) {
      assertThat(opened.problems())
          .singleElement()
          .asString()
          .startsWith("a variant can't be load");
      assertThat(opened.catalogue().names()).containsExactly("optimized", "original", "third");
    }
  }

  @Test
  void aBrokenJarAndAMissingClassAreTold() throws IOException {
    jar("Third", named("\"third\""));
    Files.writeString(plugins.resolve("broken.jar"), "no zip");
    Path main = folder.resolve("nothing");
    Files.createDirectories(main.resolve("java"));
    Files.writeString(main.resolve("java/Nothing.java"), "class Nothing {}");
    Path service = main.resolve("resources").resolve(SERVICE);
    Files.createDirectories(service.getParent());
    Files.writeString(service, "plugin.Missing\n");
    PluginJar.build(main, plugins.resolve("nothing.jar"));
    try (VariantPlugins opened = open()) {
      assertThat(opened.problems()).hasSize(2);
      assertThat(opened.problems().get(0)).isEqualTo("broken.jar is no jar that can be read");
      assertThat(opened.problems().get(1)).contains("plugin.Missing");
      assertThat(opened.catalogue().names()).containsExactly("optimized", "original", "third");
    }
  }

  @Test
  void aFolderThatIsNoneIsTold() {
    try (VariantPlugins opened = VariantPlugins.in(Optional.of(folder.resolve("gone")))) {
      assertThat(opened.problems()).containsExactly("is no folder that can be read");
      assertThat(opened.catalogue().names()).containsExactly("optimized", "original");
    }
  }
}

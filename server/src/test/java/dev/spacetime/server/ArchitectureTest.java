package dev.spacetime.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The boundaries between the modules and their packages. */
@AnalyzeClasses(packages = "dev.spacetime", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String CORE = "core";
  private static final String CACHE = "cache";
  private static final String SECURITY = "security";
  private static final String ORIGINAL = "original";
  private static final String OPTIMIZED = "optimized";
  private static final String SERVER = "server";

  @ArchTest
  static final ArchRule MODULES_DEPEND_DOWNWARDS_ONLY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer(CORE)
          .definedBy(
              "dev.spacetime.api..",
              "dev.spacetime.access..",
              "dev.spacetime.comparison..",
              "dev.spacetime.scene..",
              "dev.spacetime.session..",
              "dev.spacetime.statistics..",
              "dev.spacetime.storage..")
          .layer(CACHE)
          .definedBy("dev.spacetime.cache..")
          .layer(SECURITY)
          .definedBy("dev.spacetime.security..")
          .layer(ORIGINAL)
          .definedBy("dev.spacetime.original..")
          .layer(OPTIMIZED)
          .definedBy("dev.spacetime.optimized..")
          .layer(SERVER)
          .definedBy("dev.spacetime.server..")
          .whereLayer(SERVER)
          .mayNotBeAccessedByAnyLayer()
          .whereLayer(ORIGINAL)
          .mayNotBeAccessedByAnyLayer()
          .whereLayer(OPTIMIZED)
          .mayNotBeAccessedByAnyLayer()
          .whereLayer(CACHE)
          .mayOnlyBeAccessedByLayers(OPTIMIZED)
          .whereLayer(SECURITY)
          .mayOnlyBeAccessedByLayers(ORIGINAL, OPTIMIZED, SERVER);

  @ArchTest
  static final ArchRule ONLY_ONE_PLACE_BUILDS_A_CACHE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.spacetime.cache")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.ehcache..");

  @ArchTest
  static final ArchRule ONLY_THE_HTTP_PACKAGE_KNOWS_THE_HTTP_SERVER =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.spacetime.server.http")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule SCENES_KNOW_NOTHING_OF_THE_API =
      noClasses()
          .that()
          .resideInAPackage("dev.spacetime.scene..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.spacetime.api..", "dev.spacetime.access..", "dev.spacetime.session..");

  @ArchTest
  static final ArchRule NO_WALL_CLOCK_BUT_IN_THE_COMPOSITION =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.spacetime.server.command")
          .and()
          // A clock itself reads one.
          .doNotHaveFullyQualifiedName("dev.spacetime.cache.SteadyClock")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule NOTHING_RUNS_COMMANDS_SCRIPTS_OR_FOREIGN_OBJECTS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.ProcessBuilder")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.script..", "javax.naming..")
          .orShould()
          .callMethod(Runtime.class, "exec", String.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class);

  @ArchTest
  static final ArchRule SERVER_PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.spacetime.server.(*)..").should().beFreeOfCycles();
}

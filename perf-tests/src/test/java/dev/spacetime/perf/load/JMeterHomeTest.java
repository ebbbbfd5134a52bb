package dev.spacetime.perf.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spacetime.perf.command.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JMeterHomeTest {
  @TempDir private Path folder;

  private Path jdk(String name, String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return home;
  }

  @Test
  void takesItsOwnJavaElseOneBesideIt() throws Exception {
    Path old = jdk("17", "17.0.15");
    assertThat(JMeterHome.java(Map.of(), old)).isEqualTo(old.resolve("bin/java"));
    Path recent = jdk("25", "25.0.1");
    assertThat(JMeterHome.java(Map.of(), recent)).isEqualTo(old.resolve("bin/java"));
    Path named = jdk("21", "21");
    assertThat(JMeterHome.java(Map.of(JMeterHome.VARIABLE, named.toString()), recent))
        .isEqualTo(named.resolve("bin/java"));
  }

  @Test
  void saysWhichJavaIsMissing() throws Exception {
    Path recent = jdk("25", "25");
    jdk("24", "24.0.1");
    assertThatThrownBy(() -> JMeterHome.java(Map.of(), recent))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("install JDK 17 or 21");
    assertThatThrownBy(
            () -> JMeterHome.java(Map.of(JMeterHome.VARIABLE, recent.toString()), recent))
        .hasMessageContaining("is no JDK from 17 to 23");
  }

  @Test
  void saysThatJMeterIsNotPrepared() {
    assertThatThrownBy(() -> JMeterHome.find(folder)).hasMessageContaining("is not prepared");
  }
}

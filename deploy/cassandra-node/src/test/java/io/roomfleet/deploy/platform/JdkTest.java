package io.roomfleet.deploy.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkTest {
  @TempDir Path jvms;

  @ParameterizedTest
  @CsvSource({"17.0.15,17", "1.8.0_402,8", "21,21", "25-ea,25", "11.0.2+9,11"})
  void readsTheFeatureOfAVersion(String version, int feature) {
    assertThat(Jdk.feature(version)).contains(feature);
  }

  @Test
  void isNoneWhereTheVersionSaysNothing() {
    assertThat(Jdk.feature("")).isEmpty();
    assertThat(Jdk.feature("unknown")).isEmpty();
  }

  @Test
  void takesTheRunningJavaFirstThenJavaHomeThenWhatIsInstalled() throws IOException {
    Path installed = jdk("java-17-a", "17.0.1");
    Path home = jdk("elsewhere-17", "17.0.2");
    jdk("java-21", "21.0.1");
    Jdk running17 = new Jdk(Path.of("/running"), 17);
    Jdk running21 = new Jdk(Path.of("/running"), 21);
    Path folder = Files.createDirectory(jvms.resolve("folder"));
    Files.createSymbolicLink(folder.resolve("seventeen"), installed);

    assertThat(Jdk.find17(running17, home.toString(), folder)).contains(running17);
    assertThat(Jdk.find17(running21, home.toString(), folder)).contains(new Jdk(home, 17));
    assertThat(Jdk.find17(running21, null, folder)).map(Jdk::feature).contains(17);
    assertThat(Jdk.find17(running21, jvms.resolve("java-21").toString(), jvms.resolve("none")))
        .isEmpty();
  }

  @Test
  void aFolderWithoutAJavaIsNone() throws IOException {
    Path home = Files.createDirectory(jvms.resolve("half"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    assertThat(Jdk.at(home)).isEmpty();
    assertThat(Jdk.at(jvms.resolve("missing"))).isEmpty();
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = jvms.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Path java = Files.createFile(home.resolve("bin/java"));
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\nOS=\"x\"\n");
    return home;
  }
}

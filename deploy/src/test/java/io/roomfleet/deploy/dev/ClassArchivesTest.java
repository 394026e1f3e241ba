package io.roomfleet.deploy.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.platform.Jdk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real JVM and a program of one class. */
class ClassArchivesTest {
  private static final String HELLO = "hello\n";

  @TempDir Path dir;

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final Progress progress =
      new Progress(new PrintStream(told, true, StandardCharsets.UTF_8), InstantSource.system());
  private Path archives;
  private Path jars;

  /** What is started. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      System.out.println("hello");
    }
  }

  @BeforeEach
  void makeJar() throws IOException {
    archives = dir.resolve("archives");
    jars = Files.createDirectories(dir.resolve("lib"));
    String name = Program.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar =
            new JarOutputStream(Files.newOutputStream(jars.resolve("program.jar")));
        var bytes = Program.class.getClassLoader().getResourceAsStream(name)) {
      jar.putNextEntry(new JarEntry(name));
      jar.write(bytes.readAllBytes());
    }
  }

  @Test
  void theFirstStartNotesWhatIsLoadedAndTheNextTakesItFromTheArchive() throws Exception {
    List<String> first = new ArrayList<>(flags());
    assertThat(first).anyMatch(it -> it.startsWith("-XX:DumpLoadedClassList="));
    makeArchive();
    assertThat(told.toString(StandardCharsets.UTF_8)).contains("next start");

    List<String> second = new ArrayList<>(flags());
    assertThat(second).anyMatch(it -> it.startsWith("-XX:SharedArchiveFile="));
    assertThat(run(second)).as("nothing but the program's own words").isEqualTo(HELLO);
    second.add("-Xlog:class+load");
    assertThat(run(second)).containsPattern("ClassArchivesTest.Program source: shared objects");
    assertThat(archives).isDirectoryNotContaining("glob:**.{classes,lines,unfinished}");
  }

  @Test
  void anArchiveOfOtherJarsIsNotUsedAndGoesWithTheNextOne() throws Exception {
    makeArchive();
    Files.setLastModifiedTime(
        jars.resolve("program.jar"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    assertThat(flags()).noneMatch(it -> it.startsWith("-XX:SharedArchiveFile="));
    makeArchive();
    try (var files = Files.list(archives)) {
      assertThat(files.filter(it -> it.toString().endsWith(".jsa"))).hasSize(1);
    }
    assertThat(flags()).anyMatch(it -> it.startsWith("-XX:SharedArchiveFile="));
  }

  @Test
  void anArchiveThatWasCutShortIsPassedOver() throws Exception {
    makeArchive();
    try (var files = Files.list(archives)) {
      Path archive = files.filter(it -> it.toString().endsWith(".jsa")).findFirst().orElseThrow();
      byte[] half = Files.readAllBytes(archive);
      Files.write(archive, java.util.Arrays.copyOf(half, half.length / 2));
    }
    assertThat(run(flags())).as("a JVM that tries it dies of SIGBUS").isEqualTo(HELLO);
  }

  @Test
  void anArchiveOfAnotherClassPathIsPassedOverByTheJvmInSilence() throws Exception {
    makeArchive();
    List<String> flags = flags();
    Files.copy(jars.resolve("program.jar"), dir.resolve("other.jar"));
    Files.delete(jars.resolve("program.jar"));
    Files.move(dir.resolve("other.jar"), jars.resolve("renamed.jar"));
    assertThat(run(flags)).isEqualTo(HELLO);
  }

  @Test
  void whatAnAttemptLeftThatWasKilledIsRemoved() throws Exception {
    Files.createDirectories(archives);
    Path left = Files.writeString(archives.resolve("program.999999999.unfinished"), "half");
    makeArchive();
    assertThat(left).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeMeansNoArchivesAndNothingElse() throws Exception {
    Files.writeString(archives, "a file in the way");
    assertThat(flags()).isEmpty();
  }

  private List<String> flags() {
    return new ClassArchives(archives).flags("program", Jdk.current(), jars);
  }

  private void makeArchive() throws Exception {
    try (ClassArchives making = new ClassArchives(archives)) {
      assertThat(run(making.flags("program", Jdk.current(), jars))).isEqualTo(HELLO);
      making.makeMissing(progress);
      DevFleetIT.await(
          "the archive", () -> told.toString(StandardCharsets.UTF_8).contains("will be shorter"));
      told.reset();
      progress.step("next start", "was made");
    }
  }

  private String run(List<String> flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Jdk.current().java().toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(flags);
    command.addAll(List.of("-cp", jars + "/*", Program.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}

package io.roomfleet.deploy.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.deploy.platform.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path data;

  @Nested
  class ItsTokens {
    @Test
    void areMadeOnceAndKept() {
      Tokens first = Tokens.of(data, List.of("eu", "us"));
      assertThat(first.admin()).hasSizeGreaterThan(32).isNotEqualTo(first.join().get("eu"));
      assertThat(first.join().get("eu")).isNotEqualTo(first.join().get("us"));
      assertThat(Tokens.of(data, List.of("eu", "us"))).isEqualTo(first);
    }

    @Test
    void areMadeForARegionThatIsNew() {
      Tokens first = Tokens.of(data, List.of("eu"));
      Tokens second = Tokens.of(data, List.of("eu", "us"));
      assertThat(second.admin()).isEqualTo(first.admin());
      assertThat(second.join()).containsEntry("eu", first.join().get("eu")).containsKey("us");
    }

    @Test
    void areForTheirOwnerAlone() throws IOException {
      Tokens.of(data, List.of("eu"));
      assertThat(permissions(data.resolve("tokens.properties"))).isEqualTo("rw-------");
    }
  }

  @Nested
  class ItsReadyFile {
    private final ReadyFile ready =
        new ReadyFile(
            URI.create("http://127.0.0.1:8080"),
            URI.create("http://127.0.0.1:8080/console/#token=t"),
            "t",
            Map.of("cassandra", 1L),
            List.of(URI.create("http://127.0.0.1:8080")),
            "/data");

    @Test
    void holdsWhatScriptsRelyOnAndIsForItsOwnerAlone() throws IOException {
      Path file = data.resolve("new/ready.json");
      ready.write(file);
      assertThat(Files.readString(file))
          .contains("\"apiUrl\" : \"http://127.0.0.1:8080\"")
          .contains("\"consoleUrl\"")
          .contains("\"token\" : \"t\"")
          .contains("\"cassandra\" : 1");
      assertThat(permissions(file)).isEqualTo("rw-------");
      try (var files = Files.list(file.getParent())) {
        assertThat(files).containsExactly(file);
      }
    }

    @Test
    void canBeReadAgain() {
      ready.write(ReadyFile.in(data));
      assertThat(ReadyFile.read(data)).contains(ready);
    }

    @Test
    void isNoneWhenItIsMissingOrSpoilt() throws IOException {
      assertThat(ReadyFile.read(data)).isEmpty();
      Files.writeString(ReadyFile.in(data), "{");
      assertThat(ReadyFile.read(data)).isEmpty();
    }
  }

  @Nested
  class ItsLock {
    @Test
    void keepsASecondFleetOut() {
      try (FolderLock first = FolderLock.take(data)) {
        assertThat(first).isNotNull();
        assertThatThrownBy(() -> FolderLock.take(data))
            .isInstanceOf(Refusal.class)
            .hasMessageContaining("pid " + ProcessHandle.current().pid())
            .hasMessageContaining(data.toString());
      }
      FolderLock.take(data).close();
    }
  }

  @Nested
  class ItsSocket {
    @Test
    void isInTheFolder() throws IOException {
      Path socket = ControlSocket.create(data);
      assertThat(socket).isEqualTo(data.resolve("control.sock"));
      assertThat(ControlSocket.find(data).getPath()).isEqualTo(socket);
    }

    @Test
    void isElsewhereWhenTheFoldersPathIsTooLong() throws IOException {
      Path deep = Files.createDirectories(data.resolve("d".repeat(60)).resolve("e".repeat(60)));
      Path socket = ControlSocket.create(deep);
      assertThat(socket.toString().length()).isLessThan(100);
      assertThat(permissions(socket.getParent())).isEqualTo("rwx------");
      assertThat(ControlSocket.find(deep).getPath()).isEqualTo(socket);
      ControlSocket.remove(deep, socket);
      assertThat(socket.getParent()).doesNotExist();
    }

    @Test
    void isNoneWhereNoFleetRuns() {
      assertThatThrownBy(() -> new ControlClient(data).order("status"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("No `roomfleet dev` runs");
    }
  }

  @Test
  void saysInWordsHowAProcessEnded() {
    assertThat(ExitCodes.describe(137)).isEqualTo("was ended by SIGKILL");
    assertThat(ExitCodes.describe(143)).isEqualTo("was ended by SIGTERM");
    assertThat(ExitCodes.describe(2)).isEqualTo("ended with code 2");
  }

  @Test
  void theCacheFollowsTheDesktopsRule() {
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/c"), "/h"))
        .isEqualTo(Path.of("/c/roomfleet"));
    assertThat(CacheFolder.of(Map.of(), "/h")).isEqualTo(Path.of("/h/.cache/roomfleet"));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}

package io.roomfleet.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFaultTest {
  @TempDir Path folder;

  private String of(IOException failure) {
    return DiskFault.of(folder, failure).replace(folder.toString(), "DIR");
  }

  @Test
  void aFullDiskIsSaidWithWhatIsLeft() {
    assertThat(of(new IOException("No space left on device")))
        .matches("no space left on device in DIR: \\d+ MB free");
    assertThat(of(new FileSystemException("f", null, "No space left on device")))
        .startsWith("no space left on device in DIR: ");
    assertThat(DiskFault.noSpace(Path.of("/hls"), 999_999))
        .isEqualTo("no space left on device in /hls: 0 MB free");
  }

  @Test
  void otherFaultsAreOnePlainSentence() {
    assertThat(of(new FileSystemException("f", null, "Read-only file system")))
        .isEqualTo("cannot write to DIR: read-only file system");
    assertThat(of(new NoSuchFileException("f"))).isEqualTo("cannot write to DIR: it is missing");
    assertThat(of(new AccessDeniedException("f")))
        .isEqualTo("cannot write to DIR: permission denied");
    assertThat(of(new FileAlreadyExistsException("f")))
        .isEqualTo("cannot write to DIR: a file is in the way");
    assertThat(of(new FileSystemException("f", null, "Not a directory")))
        .isEqualTo("cannot write to DIR: a file is in the way");
    assertThat(of(new IOException("Structure needs cleaning")))
        .isEqualTo("cannot write to DIR: Structure needs cleaning");
  }

  @Test
  void aProgramsOwnWordsAreUnderstood() {
    assertThat(DiskFault.in("Error writing trailer: Read-only file system", folder))
        .isEqualTo("cannot write to " + folder + ": read-only file system");
    assertThat(DiskFault.in("deprecated pixel format used", folder)).isNull();
  }
}

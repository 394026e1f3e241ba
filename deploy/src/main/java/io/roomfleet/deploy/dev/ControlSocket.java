package io.roomfleet.deploy.dev;

import io.roomfleet.deploy.platform.Refusal;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a running fleet takes orders: a Unix domain socket in its folder. The folder is its owner's
 * alone, and so is the socket. A path that is too long for a socket is replaced by one in the
 * folder for temporary files, and a file says which.
 */
final class ControlSocket {
  /** {@code sun_path} holds 108 bytes on Linux and 104 elsewhere, with a zero at the end. */
  private static final int MAX_PATH_BYTES = 100;

  private static final String NAME = "control.sock";
  private static final String POINTER = "control";

  private ControlSocket() {}

  /** Chooses the socket's path, anew for each fleet that starts. */
  static Path create(Path data) throws IOException {
    Path path = data.resolve(NAME);
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      Path folder =
          Files.createTempDirectory(
              "roomfleet-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      path = folder.resolve(NAME);
    }
    Files.deleteIfExists(path);
    PrivateFile.write(data.resolve(POINTER), path.toString());
    return path;
  }

  /**
   * The socket of the fleet that runs with that folder.
   *
   * @throws Refusal when none ever did
   */
  static UnixDomainSocketAddress find(Path data) {
    try {
      return UnixDomainSocketAddress.of(Files.readString(data.resolve(POINTER)).strip());
    } catch (IOException e) {
      throw notRunning(data);
    }
  }

  static Refusal notRunning(Path data) {
    return new Refusal(
        "No `roomfleet dev` runs with the folder " + data + ": start one, or name its --data.");
  }

  /** Removes what {@link #create} made. */
  static void remove(Path data, Path socket) {
    try {
      Files.deleteIfExists(data.resolve(POINTER));
      Files.deleteIfExists(socket);
      if (!socket.startsWith(data)) {
        Files.deleteIfExists(socket.resolveSibling(""));
      }
    } catch (IOException e) {
      // What is left behind is replaced at the next start.
    }
  }

  static StandardProtocolFamily family() {
    return StandardProtocolFamily.UNIX;
  }
}

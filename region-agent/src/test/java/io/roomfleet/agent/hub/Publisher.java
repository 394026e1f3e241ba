package io.roomfleet.agent.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A clip played in real time into a hub by an ffmpeg of its own, as an ingest does it. */
final class Publisher implements AutoCloseable {
  private final Process process;
  private final LiveInput input;
  private final Thread pump;

  Publisher(RelayHub hub, Path clip, String more) throws IOException {
    input = hub.attach();
    process =
        Ffmpeg.ffmpeg(
                "-v error -re -stream_loop -1 -i %s -c copy %s -f mpegts pipe:1"
                    .formatted(clip, more))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    pump = new Thread(this::pump, "publisher");
    pump.start();
  }

  private void pump() {
    byte[] buffer = new byte[32 << 10];
    try (InputStream in = process.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        input.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // it was killed
    } finally {
      input.close();
    }
  }

  LiveInput input() {
    return input;
  }

  /** Stops it without a word, as a cable that is pulled: the process hangs, no end of stream. */
  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      pump.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

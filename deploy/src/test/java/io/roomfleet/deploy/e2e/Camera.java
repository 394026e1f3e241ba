package io.roomfleet.deploy.e2e;

import io.roomfleet.agent.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A host's camera with its encoder, whose lens can be covered: a real ffmpeg that sends by RTMP.
 */
final class Camera implements AutoCloseable {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;
  private static final int RATE = 15;
  private static final int LUMA = WIDTH * HEIGHT;
  private static final byte BLACK = 16;
  private static final byte NO_COLOUR = (byte) 128;

  private final ScheduledExecutorService shutter = Executors.newSingleThreadScheduledExecutor();
  private final byte[] frame = new byte[LUMA * 3 / 2];
  private final Process encoder;
  private volatile boolean covered;
  private int number;

  Camera(String url) throws IOException {
    Ffmpeg ffmpeg = Hls.ffmpeg();
    String arguments =
        "-hide_banner -loglevel error -f rawvideo -pix_fmt yuv420p -s %dx%d -r %d -i pipe:0"
                .formatted(WIDTH, HEIGHT, RATE)
            + " -re -f lavfi -i sine=frequency=700:sample_rate=44100"
            + " -c:v libopenh264 -b:v 200k -g 30 -c:a aac -f flv "
            + url;
    ProcessBuilder builder = new ProcessBuilder(arguments.split(" "));
    builder.command().add(0, ffmpeg.ffmpeg().toString());
    ffmpeg.prepare(builder);
    encoder =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    shutter.scheduleAtFixedRate(this::take, 0, 1_000_000 / RATE, TimeUnit.MICROSECONDS);
  }

  /** Whether its picture is black. */
  void cover(boolean now) {
    covered = now;
  }

  private void take() {
    Arrays.fill(frame, 0, LUMA, BLACK);
    Arrays.fill(frame, LUMA, frame.length, NO_COLOUR);
    for (int i = 0; !covered && i < LUMA; i++) {
      frame[i] = (byte) (BLACK + (i % WIDTH + i / WIDTH + 7 * number) % 200);
    }
    number++;
    try {
      OutputStream pipe = encoder.getOutputStream();
      pipe.write(frame);
      pipe.flush();
    } catch (IOException e) {
      shutter.shutdown(); // Its encoder has ended.
    }
  }

  @Override
  public void close() {
    shutter.shutdownNow();
    encoder.destroyForcibly();
  }
}

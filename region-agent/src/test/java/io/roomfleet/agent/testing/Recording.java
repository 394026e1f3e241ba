package io.roomfleet.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a relay sends, kept in a file from the beginning on, to be looked at. */
public final class Recording implements AutoCloseable {
  private final Path file;
  private final InputStream from;
  private final Thread thread;
  private volatile String over = "";

  public Recording(URI relay, Path file) throws IOException {
    this.file = file;
    this.from = relay.toURL().openStream();
    this.thread = new Thread(this::copy, "recording");
    thread.setDaemon(true);
    thread.start();
  }

  private void copy() {
    byte[] buffer = new byte[64 << 10];
    try (OutputStream to = Files.newOutputStream(file)) {
      int length;
      while ((length = from.read(buffer)) >= 0) {
        to.write(buffer, 0, length);
      }
      over = "it ended";
    } catch (IOException e) {
      over = e.toString();
    }
  }

  public Path file() {
    return file;
  }

  /** Lets it grow by so much of the wall clock. */
  public void pass(Duration span) {
    Await.pass(span);
    if (!over.isEmpty()) {
      throw new AssertionError("the recording is over: " + over);
    }
  }

  @Override
  public void close() throws IOException {
    from.close();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The colour at a point (fractions of the picture), as red, green and blue, of the last picture.
   */
  public int[] lastColour(double x, double y) throws IOException {
    byte[] all = tail("crop=16:16:%s*iw-8:%s*ih-8,scale=1:1:flags=area,format=rgb24", x, y);
    if (all.length < 3) {
      throw new IOException("no picture yet");
    }
    int at = all.length - 3;
    return new int[] {all[at] & 0xFF, all[at + 1] & 0xFF, all[at + 2] & 0xFF};
  }

  /** The same of the picture with that number, from 0. */
  public int[] colour(int picture, double x, double y) throws IOException {
    byte[] all =
        TestFfmpeg.output(
            "-f",
            "mpegts",
            "-i",
            file.toString(),
            "-map",
            "0:v:0",
            "-vf",
            String.format(
                Locale.ROOT,
                "select=eq(n\\,%d),crop=16:16:%.3f*iw-8:%.3f*ih-8,scale=1:1:flags=area,format=rgb24",
                picture,
                x,
                y),
            "-fps_mode",
            "passthrough",
            "-f",
            "rawvideo",
            "pipe:1");
    return new int[] {all[0] & 0xFF, all[1] & 0xFF, all[2] & 0xFF};
  }

  private byte[] tail(String filter, double x, double y) throws IOException {
    // Looked at less often than others await: each look is a process beside those that are tested.
    Await.pass(Duration.ofMillis(300));
    return TestFfmpeg.output(
        "-sseof",
        "-2",
        "-f",
        "mpegts",
        "-i",
        file.toString(),
        "-map",
        "0:v:0",
        "-vf",
        filter.formatted(
            String.format(Locale.ROOT, "%.3f", x), String.format(Locale.ROOT, "%.3f", y)),
        "-fps_mode",
        "passthrough",
        "-f",
        "rawvideo",
        "pipe:1");
  }

  /**
   * What ffmpeg's detectors find: by key such as {@code black_duration}, {@code freeze_duration},
   * {@code silence_duration}, seconds each; of what ended while it was recorded, and what did not.
   * What is shorter than a busy machine may be late (4 s of stillness or silence) is none.
   */
  public Map<String, List<Double>> faults() throws Exception {
    Map<String, List<Double>> found = new TreeMap<>();
    String lavfi =
        "movie=%s:s=dv+da[v][a];[v]blackdetect=d=0.1:pix_th=0.12,freezedetect=n=-60dB:d=4[out0];[a]silencedetect=n=-50dB:d=4[out1]"
            .formatted(file);
    JsonNode frames =
        TestFfmpeg.probe("-f", "lavfi", lavfi, "-show_entries", "frame_tags").get("frames");
    for (JsonNode frame : frames) {
      frame
          .path("tags")
          .fields()
          .forEachRemaining(
              tag -> {
                String key = tag.getKey();
                String name = key.substring(key.lastIndexOf('.') + 1);
                found.computeIfAbsent(name, k -> new ArrayList<>()).add(tag.getValue().asDouble());
              });
    }
    return found;
  }

  /** The longest time from one picture or sound to the next, seconds, by their own time stamps. */
  public double longestStep(String stream) throws Exception {
    JsonNode packets =
        TestFfmpeg.probe(
                "-f",
                "mpegts",
                "-select_streams",
                stream,
                "-show_entries",
                "packet=pts_time",
                file.toString())
            .get("packets");
    double last = Double.NaN;
    double longest = 0;
    for (JsonNode packet : packets) {
      double at = packet.path("pts_time").asDouble();
      if (!Double.isNaN(last)) {
        longest = Math.max(longest, at - last);
      }
      last = at;
    }
    return longest;
  }
}

package io.roomfleet.deploy.e2e;

import io.roomfleet.agent.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a viewer of an HLS stream saw and heard, kept in a file and looked through afterwards. */
final class Film implements AutoCloseable {
  private static final Pattern FAULT =
      Pattern.compile("(black_duration:|freeze_duration: |silence_duration: )([0-9.]+)");

  /** A gap that a viewer may see: pictures come each 67 ms, sound each 21 ms. */
  private static final double LONGEST_STEP = 0.5;

  /** Two pieces of sound may overlap by less than both. */
  private static final double OVERLAP = -0.04;

  private final Path file;
  private final Process player;

  /** Begins to play. */
  Film(URI master, String name) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "e2e").toAbsolutePath());
      file = folder.resolve(name + "-" + System.nanoTime() + ".ts");
      player = player("-i", "" + master, "-map", "0:v:0", "-map", "0:a:0", "-c", "copy", "" + file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What it says is read by nobody. */
  private static Process player(String... arguments) throws IOException {
    return builder(Hls.ffmpeg().ffmpeg(), "-nostats", arguments)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Process ffmpeg(String... arguments) throws IOException {
    return program(Hls.ffmpeg().ffmpeg(), "-hide_banner", arguments);
  }

  private static Process program(Path program, String first, String... arguments)
      throws IOException {
    return builder(program, first, arguments).start();
  }

  private static ProcessBuilder builder(Path program, String first, String... arguments) {
    Ffmpeg ffmpeg = Hls.ffmpeg();
    List<String> command = new ArrayList<>(List.of(program.toString(), first));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    ffmpeg.prepare(builder);
    return builder.redirectErrorStream(true);
  }

  /** Makes a file of some seconds of a source of libavfilter. */
  static void make(String source, int seconds, Path file) throws Exception {
    Process maker =
        ffmpeg(
            "-y",
            "-f",
            "lavfi",
            "-i",
            source,
            "-t",
            "" + seconds,
            "-pix_fmt",
            "yuv420p",
            "" + file);
    String said = new String(maker.getInputStream().readAllBytes());
    if (maker.waitFor() != 0) {
      throw new AssertionError(said);
    }
  }

  /** Ends it; what the player has by now counts. */
  void cut() {
    try {
      player.getOutputStream().write('q');
      player.getOutputStream().flush();
    } catch (IOException e) {
      // It has ended by itself.
    }
    try {
      if (!player.waitFor(20, TimeUnit.SECONDS)) {
        player.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A look at the picture, once a second: the colours of some points. */
  record Look(int second, List<int[]> colours) {}

  /**
   * What is seen in the middle of small squares around these points.
   *
   * @param points x and y of each, as shares of the picture
   */
  List<Look> looks(double[]... points) {
    List<List<int[]>> seen = new ArrayList<>();
    for (double[] point : points) {
      seen.add(
          colours(
              "fps=1,crop=8:8:%s*iw-4:%s*ih-4,scale=1:1:flags=area,format=rgb24"
                  .formatted(point[0], point[1])));
    }
    List<Look> looks = new ArrayList<>();
    for (int second = 0; second < seen.get(0).size(); second++) {
      int now = second;
      looks.add(new Look(second, seen.stream().map(all -> all.get(now)).toList()));
    }
    return looks;
  }

  private List<int[]> colours(String filter) {
    try {
      Process process =
          ffmpeg("-v", "error", "-i", "" + file, "-an", "-vf", filter, "-f", "rawvideo", "pipe:1");
      byte[] all = process.getInputStream().readAllBytes();
      List<int[]> colours = new ArrayList<>();
      for (int at = 0; at + 3 <= all.length; at += 3) {
        colours.add(new int[] {all[at] & 0xFF, all[at + 1] & 0xFF, all[at + 2] & 0xFF});
      }
      return colours;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Stretches that are black (from 0.1 s on), frozen (0.5 s) or silent (0.2 s), and jumps in time.
   */
  List<Fault> faults() {
    try {
      Process detectors =
          ffmpeg(
              "-i",
              "" + file,
              "-vf",
              "blackdetect=d=0.1,freezedetect=d=0.5",
              "-af",
              "silencedetect=n=-50dB:d=0.2",
              "-f",
              "null",
              "-");
      String said = new String(detectors.getInputStream().readAllBytes());
      List<Fault> faults = new ArrayList<>();
      Matcher fault = FAULT.matcher(said);
      while (fault.find()) {
        faults.add(new Fault(fault.group(1), Double.parseDouble(fault.group(2))));
      }
      for (String stream : List.of("v:0", "a:0")) {
        faults.addAll(jumps(stream));
      }
      return faults;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Something that a viewer may have noticed.
   *
   * @param seconds how long it took, or how far time jumped
   */
  record Fault(String what, double seconds) {}

  private List<Fault> jumps(String stream) throws IOException {
    Process probe =
        program(
            Objects.requireNonNull(Hls.ffmpeg().ffprobe()),
            "-v",
            "error",
            "-select_streams",
            stream,
            "-show_entries",
            "packet=dts_time",
            "-of",
            "csv=p=0",
            "" + file);
    List<Fault> jumps = new ArrayList<>();
    double before = Double.NaN;
    for (String line : new String(probe.getInputStream().readAllBytes()).split("\\R")) {
      String text = line.replace(",", "").strip();
      if (text.isEmpty() || text.equals("N/A")) {
        continue;
      }
      double at = Double.parseDouble(text);
      if (at - before < OVERLAP || at - before > LONGEST_STEP) {
        jumps.add(new Fault("%s jumps from %s to %s".formatted(stream, before, at), at - before));
      }
      before = at;
    }
    return jumps;
  }

  @Override
  public void close() {
    player.destroyForcibly();
  }
}

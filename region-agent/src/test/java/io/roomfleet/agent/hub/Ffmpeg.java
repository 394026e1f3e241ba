package io.roomfleet.agent.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/** The real programs, as bundled, and the clips that the tests are made of. */
final class Ffmpeg {
  private static final Path FFMPEG = Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));

  private Ffmpeg() {}

  static ProcessBuilder ffmpeg(String arguments) {
    List<String> command = new ArrayList<>();
    command.add(FFMPEG.toString());
    command.addAll(List.of("-hide_banner", "-nostats", "-y"));
    command.addAll(List.of(arguments.trim().split("\\s+")));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LD_LIBRARY_PATH", FFMPEG.getParent().toString());
    return builder;
  }

  /** Runs to its end and answers what it wrote to both streams; fails when it fails. */
  static String run(ProcessBuilder builder) {
    try {
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new AssertionError("exit " + exit + " of " + builder.command() + "\n" + out);
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A moving pattern with a tone. {@code sound} is as in {@code r=48000:f=440}, or null. */
  static Path clip(
      Path folder, String name, String size, int rate, int gop, double seconds, String sound) {
    Path file = folder.resolve(name + ".ts");
    String tone = sound == null ? "" : " -f lavfi -i sine=" + sound;
    String audio = sound == null ? " -an" : " -c:a aac -b:a 96k";
    run(
        ffmpeg(
            "-f lavfi -i testsrc2=s=%s:r=%d%s -t %s -pix_fmt yuv420p -c:v libopenh264 -b:v 800k -g %d%s -f mpegts %s"
                .formatted(size, rate, tone, seconds, gop, audio, file)));
    return file;
  }

  /** A tone without a picture. */
  static Path voice(Path folder, double seconds) {
    Path file = folder.resolve("voice.ts");
    run(
        ffmpeg(
            "-f lavfi -i sine=r=48000:f=700 -t %s -c:a aac -b:a 64k -f mpegts %s"
                .formatted(seconds, file)));
    return file;
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

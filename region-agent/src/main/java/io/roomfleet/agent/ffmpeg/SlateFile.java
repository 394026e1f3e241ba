package io.roomfleet.agent.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;

/** The slate as MPEG-TS: made once by the ffmpeg that is there, then kept in the cache folder. */
public final class SlateFile {
  private static final Duration LENGTH = Duration.ofSeconds(10);

  private SlateFile() {}

  /**
   * The slate's bytes.
   *
   * @param text shown in its middle
   * @throws FfmpegUnavailable when it cannot be made
   */
  public static byte[] load(Ffmpeg ffmpeg, Path cache, Picture picture, String text)
      throws FfmpegUnavailable {
    String key = picture + "|" + text + "|" + ffmpeg.version() + "|" + ffmpeg.encoder() + "|1";
    Path file = cache.toAbsolutePath().resolve("slate-" + digest(key) + ".ts");
    try {
      if (!Files.exists(file)) {
        make(ffmpeg, picture, text, file);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new FfmpegUnavailable("cannot make the slate in " + cache + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FfmpegUnavailable("interrupted while the slate was made", e);
    }
  }

  private static void make(Ffmpeg ffmpeg, Picture picture, String text, Path file)
      throws IOException, InterruptedException, FfmpegUnavailable {
    Path work = file.resolveSibling("making-" + UUID.randomUUID() + ".ts");
    Path textFile = work.resolveSibling(work.getFileName() + ".txt");
    Files.writeString(textFile, text);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(new SourceCommands(ffmpeg).slate(picture, textFile, LENGTH, work))
              .redirectErrorStream(true);
      ffmpeg.prepare(builder);
      Process process = builder.start();
      String output;
      try (InputStream in = process.getInputStream()) {
        output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      if (process.waitFor() != 0) {
        throw new FfmpegUnavailable("cannot make the slate: " + output.strip());
      }
      Files.move(work, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(work);
      Files.deleteIfExists(textFile);
    }
  }

  private static String digest(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.roomfleet.deploy.dev;

import io.roomfleet.agent.ffmpeg.FfmpegBundle;
import io.roomfleet.agent.ffmpeg.FfmpegUnavailable;
import io.roomfleet.deploy.platform.Refusal;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes sure, before any agent starts, that there is an ffmpeg that runs. */
public final class Ffmpeg {
  private static final String VARIABLE = "ROOMFLEET_FFMPEG";

  private Ffmpeg() {}

  /**
   * Unpacks the bundled programs, or looks at those that {@code ROOMFLEET_FFMPEG} names.
   *
   * @param cache where they are unpacked
   * @return which they are
   * @throws Refusal when they do not run
   */
  public static String prepare(Path cache) {
    @Nullable String named = System.getenv(VARIABLE);
    boolean bundled = named == null || named.isBlank();
    try {
      var ffmpeg = FfmpegBundle.locate(bundled ? null : Path.of(named), cache);
      return "%s %s, encoder %s"
          .formatted(
              bundled ? "bundled" : named,
              ffmpeg.version(),
              ffmpeg.encoder().name().toLowerCase(Locale.ROOT));
    } catch (FfmpegUnavailable e) {
      throw new Refusal(
          "No ffmpeg that works: "
              + e.getMessage()
              + ". Install ffmpeg with ffprobe beside it, and name it by "
              + VARIABLE
              + ".",
          e);
    }
  }
}

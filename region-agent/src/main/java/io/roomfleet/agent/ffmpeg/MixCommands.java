package io.roomfleet.agent.ffmpeg;

import java.net.URI;
import java.util.List;

/** Command lines around a mixer: to raw picture and sound, and from them. */
public final class MixCommands {
  // Without "async", which bends times by up to 0.1 s before it does anything about a hole.
  private static final String SOUND =
      "[0:a:0]aresample=48000,aformat=sample_fmts=s16:channel_layouts=stereo[a]";

  /** A mix is encoded again by ladders, so it has more than they need. */
  private static final double GENEROUS = 1.6;

  private final Ffmpeg ffmpeg;

  public MixCommands(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Reads MPEG-TS from {@code input} and writes raw picture and sound as Matroska to stdout, in the
   * input's own time.
   *
   * @param width and {@code height}: what the picture is made to fill; 0 for sound alone
   */
  public List<String> decode(URI input, int width, int height) {
    boolean seen = width > 0;
    String picture =
        ("[0:v:0]scale=%1$d:%2$d:force_original_aspect_ratio=increase:flags=bilinear,"
                + "crop=%1$d:%2$d,setsar=1,format=yuv420p[v];")
            .formatted(width, height);
    Arguments arguments =
        Arguments.of(ffmpeg)
            .add("-fpsprobesize", "0", "-analyzeduration", "1000000", "-probesize", "1000000")
            .add("-rw_timeout", "10000000", "-user_agent", LadderCommand.USER_AGENT)
            .add("-threads", "1", "-copyts", "-itsoffset", LadderCommand.ONE_ROUND)
            .add("-f", "mpegts", "-i", input.toString())
            .add("-filter_complex_threads", "1", "-filter_complex", (seen ? picture : "") + SOUND);
    if (seen) {
      arguments.add("-map", "[v]", "-c:v", "rawvideo", "-fps_mode", "passthrough");
    }
    return arguments
        .add("-map", "[a]", "-c:a", "pcm_s16le", "-max_interleave_delta", "200000")
        .add("-f", "matroska", "-live", "1", "-cluster_size_limit", "1")
        .add("-flush_packets", "1", "pipe:1")
        .list();
  }

  /** Reads raw picture and sound as Matroska from stdin, and writes MPEG-TS to stdout. */
  public List<String> encode(Picture picture) {
    int bitrate = (int) (GENEROUS * picture.bitrate());
    return Arguments.of(ffmpeg)
        .add("-fpsprobesize", "0", "-analyzeduration", "0")
        .add("-f", "matroska", "-i", "pipe:0", "-map", "0:v:0", "-map", "0:a:0")
        .add(ffmpeg.encoder().arguments(bitrate, picture.height()))
        .add("-threads", picture.height() >= 720 ? "2" : "1", "-bf", "0")
        .add("-fps_mode", "passthrough", "-g", String.valueOf(picture.frameRate()))
        .add("-c:a", "aac", "-b:a", "128k", "-ar", "48000", "-ac", "2")
        .add(SourceCommands.toPipe())
        .list();
  }
}

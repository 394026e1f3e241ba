package io.roomfleet.agent.ffmpeg;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Command lines that take RTP from the loopback. */
public final class RtpCommands {
  private static final int OPUS = 111;
  private static final int VIDEO = 96;
  private static final Picture CODED_AGAIN = new Picture(640, 360, 30);

  private final Ffmpeg ffmpeg;

  public RtpCommands(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * What comes.
   *
   * @param audioPort Opus; 0 for none
   * @param videoPort 0 for none
   * @param videoCodec {@code h264} or {@code vp8}; null for none
   */
  public record Streams(int audioPort, int videoPort, @Nullable String videoCodec) {
    /** Payload type of the sound. */
    public int audioType() {
      return OPUS;
    }

    /** Payload type of the picture. */
    public int videoType() {
      return VIDEO;
    }
  }

  /** The session description by which ffmpeg knows what comes where. */
  public static String description(Streams streams) {
    StringBuilder sdp =
        new StringBuilder("v=0\no=- 0 0 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\n");
    if (streams.audioPort() > 0) {
      sdp.append("m=audio %d RTP/AVP %d\n".formatted(streams.audioPort(), OPUS))
          .append("a=rtpmap:%d opus/48000/2\n".formatted(OPUS));
    }
    String codec = streams.videoCodec();
    if (streams.videoPort() > 0 && codec != null) {
      boolean h264 = codec.equals("h264");
      sdp.append("m=video %d RTP/AVP %d\n".formatted(streams.videoPort(), VIDEO))
          .append("a=rtpmap:%d %s/90000\n".formatted(VIDEO, h264 ? "H264" : "VP8"))
          .append(h264 ? "a=fmtp:%d packetization-mode=1\n".formatted(VIDEO) : "");
    }
    return sdp.toString();
  }

  /**
   * Writes MPEG-TS to stdout: H.264 as it comes, another picture coded again; sound as AAC. Times
   * are those of arrival, which picture and sound have in common.
   */
  public List<String> take(Streams streams, Path description) {
    Arguments arguments =
        Arguments.of(ffmpeg)
            .add("-protocol_whitelist", "file,udp,rtp", "-fpsprobesize", "0")
            .add("-analyzeduration", "1000000", "-probesize", "500000")
            .add("-use_wallclock_as_timestamps", "1", "-max_delay", "150000")
            .add("-f", "sdp", "-i", description.toString());
    if (streams.videoPort() > 0) {
      arguments.add("-map", "0:v:0");
      if ("h264".equals(streams.videoCodec())) {
        arguments.add("-c:v", "copy");
      } else {
        arguments
            .add(ffmpeg.encoder().arguments(CODED_AGAIN.bitrate(), CODED_AGAIN.height()))
            .add("-threads", "1", "-bf", "0", "-g", "30", "-fps_mode", "passthrough");
      }
    }
    if (streams.audioPort() > 0) {
      arguments
          .add("-map", "0:a:0", "-af", "aresample=48000:async=1000")
          .add("-c:a", "aac", "-b:a", "96k", "-ar", "48000", "-ac", "2");
    }
    return arguments.add("-max_interleave_delta", "300000").add(SourceCommands.toPipe()).list();
  }
}

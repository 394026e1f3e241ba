package io.roomfleet.agent.ffmpeg;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Command lines that write a line as MPEG-TS to stdout. */
public final class SourceCommands {
  /** A key frame is waited for by whoever joins, so they come often. */
  private static final int KEY_FRAME_SECONDS = 1;

  private final Ffmpeg ffmpeg;

  public SourceCommands(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * A moving pattern, the time of day in UTC to the millisecond, and a soft tone of 440 Hz, in real
   * time.
   *
   * @param titleFile whose text is written under the clock
   */
  public List<String> test(Picture picture, Path titleFile) {
    String font = "fontfile=" + FilterText.escape(ffmpeg.font().toString());
    int band = picture.height() * 3 / 10;
    String draw =
        "drawbox=y=ih-%d:h=%d:w=iw:color=black@0.7:t=fill".formatted(band, band)
            + ",drawtext=%s:text='%%{gmtime\\:%%T.%%3N} UTC':fontcolor=white:fontsize=%d"
                .formatted(font, picture.height() * 2 / 15)
            + ":x=(w-tw)/2:y=h-%d".formatted(band * 9 / 10)
            + ",drawtext=%s:textfile=%s:expansion=none:fontcolor=white:fontsize=%d"
                .formatted(font, FilterText.escape(titleFile.toString()), picture.height() / 15)
            + ":x=(w-tw)/2:y=h-%d".formatted(band * 3 / 8);
    return Arguments.of(ffmpeg)
        .add("-re", "-f", "lavfi")
        .add("-i", "testsrc2=size=%s:rate=%d".formatted(picture.size(), picture.frameRate()))
        .add("-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000,volume=0.3")
        .add("-vf", draw + ",format=yuv420p")
        .add(encoding(picture))
        .add(toPipe())
        .list();
  }

  /**
   * A calm picture with {@code text} and a soft chord, {@code length} long, to a file: what is
   * shown while a line has no input.
   */
  public List<String> slate(Picture picture, Path textFile, Duration length, Path file) {
    String font = "fontfile=" + FilterText.escape(ffmpeg.font().toString());
    String draw =
        "format=yuv420p,drawtext=%s:textfile=%s:expansion=none:fontcolor=white:fontsize=%d"
                .formatted(font, FilterText.escape(textFile.toString()), picture.height() / 12)
            + ":x=(w-tw)/2:y=(h-th)/2";
    long seconds = length.toSeconds();
    // The colours come back to where they began, and the chord's tones have whole periods: a seam
    // in the loop is neither seen nor heard.
    String colours =
        "gradients=size=%s:rate=%d:c0=0x1d2b53:c1=0x34205a:n=2:x0=0:y0=0:x1=%d:y1=%d:speed=0.00001"
            .formatted(picture.size(), picture.frameRate(), picture.width(), picture.height());
    String chord =
        "aevalsrc=exprs='0.04*sin(2*PI*220*t)+0.03*sin(2*PI*277*t)+0.03*sin(2*PI*330*t)'"
            + ":s=48000:c=mono";
    return Arguments.of(ffmpeg)
        .add("-f", "lavfi", "-i", colours, "-f", "lavfi", "-i", chord)
        .add("-t", String.valueOf(seconds))
        .add("-vf", draw)
        .add(encoding(picture))
        .add("-f", "mpegts", "-muxdelay", "0", "-muxpreload", "0", "-y", file.toString())
        .list();
  }

  private List<String> encoding(Picture picture) {
    return new Arguments()
        .add(ffmpeg.encoder().arguments(picture.bitrate(), picture.height()))
        .add("-threads", "1", "-bf", "0")
        .add("-g", String.valueOf(KEY_FRAME_SECONDS * picture.frameRate()))
        .add("-c:a", "aac", "-b:a", "96k", "-ar", "48000", "-ac", "2")
        .list();
  }

  /** Listens for one RTMP publisher at {@code host:port}, app {@code live}. */
  public List<String> rtmpListener(String host, int port, String streamKey) {
    return Arguments.of(ffmpeg)
        .add(shortLook())
        .add("-rw_timeout", micros(Duration.ofSeconds(10)))
        .add("-listen", "1", "-f", "flv", "-i")
        .add("rtmp://" + UrlText.host(host) + ":" + port + "/live/" + UrlText.encode(streamKey))
        .add(copying())
        .add(toPipe())
        .list();
  }

  /** Listens for one SRT caller at {@code host:port}. */
  public List<String> srtListener(
      String host, int port, @Nullable String passphrase, Duration latency) {
    Arguments arguments =
        Arguments.of(ffmpeg)
            .add(shortLook())
            .add("-mode", "listener", "-latency", micros(latency), "-timeout", "-1");
    if (passphrase != null) {
      arguments.add("-passphrase", passphrase, "-enforced_encryption", "1");
    }
    return arguments
        .add("-f", "mpegts", "-i", "srt://" + UrlText.host(host) + ":" + port)
        .add(copying())
        .add(toPipe())
        .list();
  }

  /** Fetches {@code url}; a file or a recording is read no faster than it plays. */
  public List<String> pull(URI url) {
    Arguments arguments = Arguments.of(ffmpeg).add(shortLook());
    String scheme = String.valueOf(url.getScheme());
    if (scheme.startsWith("http")) {
      arguments.add("-rw_timeout", micros(Duration.ofSeconds(10)), "-readrate", "1");
      arguments.add("-readrate_initial_burst", "2");
    } else if (scheme.startsWith("rtmp") || scheme.equals("tcp")) {
      arguments.add("-rw_timeout", micros(Duration.ofSeconds(10)));
    }
    return arguments.add("-i", url.toASCIIString()).add(copying()).add(toPipe()).list();
  }

  /**
   * How long ffmpeg looks at an input before it passes it on. The headers of a publisher's codecs
   * are enough: without {@code fpsprobesize} it would measure the frame rate too, half a second
   * long, which a copy does not need. Half a second is for publishers that announce sound and send
   * none. Not {@code nobuffer}, which throws away what was looked at, and so the first key frame.
   */
  private static List<String> shortLook() {
    return List.of(
        "-fpsprobesize",
        "0",
        "-analyzeduration",
        micros(Duration.ofMillis(500)),
        "-probesize",
        "500000");
  }

  private static List<String> copying() {
    return List.of("-map", "0:v:0", "-map", "0:a:0?", "-c", "copy");
  }

  static List<String> toPipe() {
    return List.of(
        "-f",
        "mpegts",
        "-muxdelay",
        "0",
        "-muxpreload",
        "0",
        "-flush_packets",
        "1",
        "-pat_period",
        "0.5",
        "pipe:1");
  }

  private static String micros(Duration duration) {
    return String.valueOf(duration.toNanos() / 1000);
  }
}

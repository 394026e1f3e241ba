package io.roomfleet.agent.ffmpeg;

import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.steering.Pathway;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The command line of a ladder: one process decodes the input once and encodes each rendition to an
 * HLS playlist of its own.
 *
 * <p>The folder in which it runs has one folder a rendition, named by its label. What it has
 * written stands in {@link #LIST}; {@link #PLAYLIST} is made of that by whoever runs it.
 *
 * <p>Time stamps go through unchanged, so that ladders of different agents are on the hub's
 * timeline.
 *
 * @param input URL of MPEG-TS
 * @param renditions best first
 * @param frameRate a second
 *     <p>Its output says each second how it gets on ({@code -progress}), and, when it is to look
 *     for that, how light and how still its input is, twice a second, from the smallest rendition
 *     made smaller, and how loud.
 * @param run goes into the names of this run's segments, so that no name is ever used twice
 * @param detect whether it says what it sees and hears in its input
 */
public record LadderCommand(
    URI input, List<Rendition> renditions, int frameRate, String run, boolean detect) {
  /** Length of a segment, seconds. */
  public static final int SEGMENT_SECONDS = 2;

  /** Segments in a playlist: half a minute, so that a player that stalled finds its place. */
  public static final int PLAYLIST_SEGMENTS = 15;

  private static final int KEPT_SEGMENTS = 10;

  /** How often it says what it sees and hears in its input. */
  public static final Duration LOOKS_EVERY = Duration.ofMillis(500);

  /** Of a picture: its mean light, and what 90 % of it are not above, 0 to 255. */
  public static final String LIGHT = "lavfi.signalstats.YAVG";

  public static final String BRIGHT = "lavfi.signalstats.YHIGH";

  /** How much it differs from the one before, in the mean, 0 to 255; said last of a picture. */
  public static final String CHANGE = "lavfi.signalstats.YDIF";

  /** The loudest of a stretch of sound, dB below the loudest that there can be. */
  public static final String LOUD = "lavfi.astats.Overall.Peak_level";

  // Figures of each picture, and no detectors that say when something begins and ends: ffmpeg
  // builds its filters anew when another
  // line has pictures of another size, and what had begun before would never end.
  private static final String LOOK =
      "fps=2,scale=160:90:flags=fast_bilinear,format=yuv420p,signalstats,"
          + said("metadata", LIGHT)
          + said("metadata", BRIGHT)
          + said("metadata", CHANGE)
          + "nullsink;";

  private static final String LISTEN =
      "asetnsamples=n=24000:p=0,"
          + "astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level,"
          + said("ametadata", LOUD)
          + "anullsink";

  private static String said(String filter, String key) {
    return filter + "=print:key=" + key + ":file=pipe\\\\:1:direct=1,";
  }

  /** As which an encoder reads its relay. */
  public static final String USER_AGENT = "roomfleet-ladder";

  /** Name of a rendition's playlist in its folder. */
  public static final String PLAYLIST = Pathway.PLAYLIST;

  /** Name of the encoder's own list beside it, in the same format. */
  public static final String LIST = "encoder.list";

  /**
   * One round of the clock of 33 bits, seconds. An encoder that begins shortly before the clock
   * begins anew would take what stands before that moment for negative, and drop it.
   */
  static final String ONE_ROUND = "95443.717689";

  /** The words of the command line. */
  public List<String> arguments(Ffmpeg ffmpeg) {
    Arguments arguments =
        Arguments.of(ffmpeg)
            .add("-fpsprobesize", "0", "-analyzeduration", "1500000", "-probesize", "3000000")
            .add("-rw_timeout", "10000000", "-user_agent", USER_AGENT, "-threads", "2")
            .add("-copyts", "-itsoffset", ONE_ROUND, "-f", "mpegts", "-i", input.toString())
            .add("-progress", "pipe:1", "-stats_period", "1")
            .add("-filter_complex_threads", "1", "-filter_complex", graph());
    for (int i = 0; i < renditions.size(); i++) {
      Rendition rendition = renditions.get(i);
      if (rendition.hasVideo()) {
        arguments.add("-map", "[v" + i + "]").add(video(ffmpeg, rendition));
      }
      arguments.add("-map", "[a" + i + "]").add(audio(rendition)).add(hls(rendition));
    }
    return arguments.list();
  }

  /** Each size is scaled from the next larger one, which costs less than from the input. */
  private String graph() {
    List<Integer> bySize = new ArrayList<>();
    for (int i = 0; i < renditions.size(); i++) {
      if (renditions.get(i).hasVideo()) {
        bySize.add(i);
      }
    }
    bySize.sort(Comparator.comparing(i -> -renditions.get(i).height()));
    StringBuilder graph = new StringBuilder();
    // Not by -r, which would fill up the time from 0 to the first picture.
    String from = "[0:v:0]fps=" + frameRate + ",";
    for (int step = 0; step < bySize.size(); step++) {
      int index = bySize.get(step);
      Rendition rendition = renditions.get(index);
      graph.append(from).append(step == 0 ? fit(rendition) : scale(rendition));
      boolean last = step == bySize.size() - 1;
      graph.append(last && !detect ? "" : ",split=2").append("[v").append(index).append(']');
      from = "[s" + index + "]";
      graph.append(last ? detect ? "[look];[look]" + LOOK : ";" : from + ";");
    }
    // Holes and overlaps in the sound are made good here, or it would drift from the picture: the
    // small ones, by which a hub keeps a line near the wall clock, by up to 1000 samples a second.
    graph.append("[0:a:0]aresample=48000:async=1000,aformat=channel_layouts=stereo,asplit=");
    graph.append(renditions.size() + (detect ? 1 : 0));
    for (int i = 0; i < renditions.size(); i++) {
      graph.append("[a").append(i).append(']');
    }
    graph.append(detect ? "[listen];[listen]" + LISTEN : "");
    return graph.toString();
  }

  private static String fit(Rendition r) {
    return ("scale=%1$d:%2$d:force_original_aspect_ratio=decrease:force_divisible_by=2,"
            + "pad=%1$d:%2$d:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p")
        .formatted(r.width(), r.height());
  }

  private static String scale(Rendition r) {
    return "scale=%d:%d,setsar=1".formatted(r.width(), r.height());
  }

  private List<String> video(Ffmpeg ffmpeg, Rendition rendition) {
    int threads = rendition.height() >= 1080 ? 4 : rendition.height() >= 720 ? 2 : 1;
    return new Arguments()
        .add(ffmpeg.encoder().arguments(rendition.videoBitrate(), rendition.height()))
        .add("-threads", String.valueOf(threads))
        .add("-fps_mode", "passthrough")
        .add("-g", String.valueOf(SEGMENT_SECONDS * frameRate))
        // On the output's clock, which all renditions share: their segments begin together.
        .add(
            "-force_key_frames",
            "expr:isnan(prev_forced_t)+gte(t,prev_forced_t+" + (SEGMENT_SECONDS - 0.005) + ")")
        .list();
  }

  private static List<String> audio(Rendition rendition) {
    return List.of(
        "-c:a",
        "aac",
        "-b:a",
        String.valueOf(rendition.audioBitrate()),
        "-ar",
        "48000",
        "-ac",
        "2");
  }

  private List<String> hls(Rendition rendition) {
    return List.of(
        "-f",
        "hls",
        "-hls_time",
        String.valueOf(SEGMENT_SECONDS),
        "-hls_list_size",
        String.valueOf(PLAYLIST_SEGMENTS),
        "-hls_delete_threshold",
        String.valueOf(KEPT_SEGMENTS),
        "-hls_flags",
        "program_date_time+delete_segments+temp_file+omit_endlist",
        "-hls_segment_options",
        "mpegts_copyts=1",
        "-hls_segment_filename",
        rendition.label() + "/" + run + "-%d.ts",
        rendition.label() + "/" + LIST);
  }
}

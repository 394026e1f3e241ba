package io.roomfleet.agent.ffmpeg;

import io.roomfleet.api.room.Rendition;
import java.net.URI;
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
 * @param run goes into the names of this run's segments, so that no name is ever used twice
 */
public record LadderCommand(URI input, List<Rendition> renditions, int frameRate, String run) {
  /** Length of a segment, seconds. */
  public static final int SEGMENT_SECONDS = 2;

  /** Segments in a playlist: half a minute, so that a player that stalled finds its place. */
  public static final int PLAYLIST_SEGMENTS = 15;

  private static final int KEPT_SEGMENTS = 10;

  /** As which an encoder reads its relay. */
  public static final String USER_AGENT = "roomfleet-ladder";

  /** Name of a rendition's playlist in its folder. */
  public static final String PLAYLIST = "index.m3u8";

  /** Name of the encoder's own list beside it, in the same format. */
  public static final String LIST = "encoder.list";

  /**
   * One round of the clock of 33 bits, seconds. An encoder that begins shortly before the clock
   * begins anew would take what stands before that moment for negative, and drop it.
   */
  private static final String ONE_ROUND = "95443.717689";

  /** The words of the command line. */
  public List<String> arguments(Ffmpeg ffmpeg) {
    Arguments arguments =
        Arguments.of(ffmpeg)
            .add("-fpsprobesize", "0", "-analyzeduration", "1500000", "-probesize", "3000000")
            .add("-rw_timeout", "10000000", "-user_agent", USER_AGENT, "-threads", "2")
            .add("-copyts", "-itsoffset", ONE_ROUND, "-f", "mpegts", "-i", input.toString())
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
      graph.append(last ? "" : ",split=2").append("[v").append(index).append(']');
      from = "[s" + index + "]";
      graph.append(last ? "" : from).append(';');
    }
    // Holes and overlaps in the sound are made good here, or it would drift from the picture.
    graph.append("[0:a:0]aresample=48000:async=1,aformat=channel_layouts=stereo,asplit=");
    graph.append(renditions.size());
    for (int i = 0; i < renditions.size(); i++) {
      graph.append("[a").append(i).append(']');
    }
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

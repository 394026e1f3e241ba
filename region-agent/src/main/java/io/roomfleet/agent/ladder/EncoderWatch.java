package io.roomfleet.agent.ladder;

import io.roomfleet.agent.ffmpeg.LadderCommand;
import io.roomfleet.api.agent.EncoderQuality;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes figures of what one run of an encoder writes to its output: its progress each second, and
 * when its input turns black, still or silent, or not any more ({@link LadderCommand} asks for
 * both). It knows no clock; the time is passed in. Safe for any thread.
 */
final class EncoderWatch {
  /** A cut through black is shorter. */
  private static final Duration BLACK_FOR = Duration.ofSeconds(1);

  /** Two progress reports that are closer together say nothing of a rate. */
  private static final Duration SHORTEST = Duration.ofMillis(500);

  private static final int LONGEST_LINE = 400;

  private final StringBuilder line = new StringBuilder();
  private @Nullable Instant black;
  private @Nullable Instant frozen;
  private @Nullable Instant silent;
  private long droppedFrames;
  private @Nullable Double fps;
  private @Nullable Double speed;
  private long frames = -1;
  private long outMicros = -1;
  private @Nullable Report before;

  /** A progress report that was complete. */
  private record Report(Instant at, long frames, long outMicros) {}

  /** Takes bytes of the output as they come. */
  synchronized void bytes(byte[] buffer, int length, Instant now) {
    for (char c : new String(buffer, 0, length, StandardCharsets.ISO_8859_1).toCharArray()) {
      if (c == '\n') {
        line(line.toString().strip(), now);
        line.setLength(0);
      } else if (line.length() < LONGEST_LINE) {
        line.append(c);
      }
    }
  }

  private void line(String text, Instant now) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return;
    }
    String value = text.substring(equals + 1);
    switch (text.substring(0, equals)) {
      case "lavfi.black_start" -> black = now;
      case "lavfi.black_end" -> black = null;
      case "lavfi.freezedetect.freeze_start" -> frozen = now.minus(LadderCommand.STILL_FOR);
      case "lavfi.freezedetect.freeze_end" -> frozen = null;
      case "lavfi.silence_start" -> silent = now.minus(LadderCommand.SILENT_FOR);
      case "lavfi.silence_end" -> silent = null;
      case "frame" -> frames = number(value);
      case "out_time_us" -> outMicros = number(value);
      case "drop_frames" -> droppedFrames = Math.max(0, number(value));
      case "progress" -> progress(now);
      default -> {
        // Of no use here.
      }
    }
  }

  private void progress(Instant now) {
    Report last = before;
    Report next = new Report(now, frames, outMicros);
    if (last == null) {
      before = next;
      return;
    }
    double millis = Duration.between(last.at(), now).toMillis();
    if (millis < SHORTEST.toMillis()) {
      return;
    }
    before = next;
    fps = rate(next.frames(), last.frames(), millis / 1000, 10);
    speed = rate(next.outMicros(), last.outMicros(), millis * 1000, 100);
  }

  private static @Nullable Double rate(long now, long before, double time, int precision) {
    return before < 0 || now < before
        ? null
        : Double.valueOf(Math.round((now - before) / time * precision) / (double) precision);
  }

  /** -1 for what is no number, such as {@code N/A}. */
  private static long number(String value) {
    try {
      return Long.parseLong(value.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** How the encoder of {@code assignmentId} does. */
  synchronized EncoderQuality quality(String assignmentId, Instant now) {
    boolean longBlack = black != null && !black.plus(BLACK_FOR).isAfter(now);
    return new EncoderQuality(
        assignmentId, fps, speed, droppedFrames, longBlack ? black : null, frozen, silent);
  }
}

package io.roomfleet.agent.ladder;

import io.roomfleet.agent.ffmpeg.LadderCommand;
import io.roomfleet.api.agent.EncoderQuality;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes figures of what one run of an encoder writes to its output: its progress each second, and
 * what it sees and hears in its input, of which follows since when that is black, still or silent
 * ({@link LadderCommand} asks for both). It knows no clock; the time is passed in. Safe for any
 * thread.
 */
final class EncoderWatch {
  /** A cut through black is shorter. */
  private static final Duration BLACK_FOR = Duration.ofSeconds(1);

  private static final Duration STILL_FOR = Duration.ofSeconds(2);
  private static final Duration SILENT_FOR = Duration.ofSeconds(2);

  /** A picture is black when it is this dark in the mean, and 90 % of it are below a tenth. */
  private static final double DARK = 24;

  private static final double TENTH = 38;

  /** It is still when it changes by less than a thousandth. */
  private static final double STILL = 0.255;

  /** Sound is what is above, dB. */
  private static final double SOUND = -50;

  /** Two progress reports that are closer together say nothing of a rate. */
  private static final Duration SHORTEST = Duration.ofMillis(500);

  private static final int LONGEST_LINE = 400;

  private final StringBuilder line = new StringBuilder();
  private @Nullable Instant black;
  private @Nullable Instant still;
  private @Nullable Instant silent;
  private boolean dark;
  private boolean bright;
  private long droppedFrames;
  private @Nullable Double fps;
  private @Nullable Double speed;
  private long frames = -1;
  private long outMicros = -1;
  private @Nullable Report before;
  private @Nullable Instant movedAt;

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
      case LadderCommand.LIGHT -> dark = figure(value) <= DARK;
      case LadderCommand.BRIGHT -> bright = figure(value) > TENTH;
      case LadderCommand.CHANGE -> {
        black = since(black, dark && !bright, now);
        still = since(still, figure(value) < STILL, now);
      }
      case LadderCommand.LOUD -> silent = since(silent, figure(value) < SOUND, now);
      case "frame" -> {
        long count = number(value);
        movedAt = count > Math.max(0, frames) ? now : movedAt;
        frames = count;
      }
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

  /** It has been so since the picture or the stretch of sound before the first that says it. */
  private static @Nullable Instant since(@Nullable Instant before, boolean is, Instant now) {
    return !is ? null : before == null ? now.minus(LadderCommand.LOOKS_EVERY) : before;
  }

  /** NaN for what is no number. */
  private static double figure(String value) {
    String text = value.strip();
    try {
      return text.equals("-inf") ? Double.NEGATIVE_INFINITY : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** -1 for what is no number, such as {@code N/A}. */
  private static long number(String value) {
    try {
      return Long.parseLong(value.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Whether it has encoded a picture within so long: then it is not stuck, at most slow. */
  synchronized boolean movedWithin(Duration span, Instant now) {
    return movedAt != null && now.isBefore(movedAt.plus(span));
  }

  /** How the encoder of {@code assignmentId} does. */
  synchronized EncoderQuality quality(String assignmentId, Instant now) {
    return new EncoderQuality(
        assignmentId,
        fps,
        speed,
        droppedFrames,
        ifLong(black, BLACK_FOR, now),
        ifLong(still, STILL_FOR, now),
        ifLong(silent, SILENT_FOR, now));
  }

  private static @Nullable Instant ifLong(@Nullable Instant since, Duration least, Instant now) {
    return since == null || since.plus(least).isAfter(now) ? null : since;
  }
}

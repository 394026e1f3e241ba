package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.Adts;
import io.roomfleet.agent.ts.Lane;
import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.StreamTypes;
import io.roomfleet.agent.ts.Timestamps;
import io.roomfleet.agent.ts.TsMuxer;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The hub's output: placed units become chunks of transport packets, with the tables repeated, and
 * with silence where sound is missing.
 */
final class Output {
  private static final long TABLES_EVERY = Timestamps.HZ / 10;
  private static final long DATED_EVERY = Timestamps.HZ / 10;
  private static final int AUDIO_STREAM_ID = 0xC0;

  /** A longer hole in the sound is not filled when sound comes back; the reader sees the gap. */
  private static final long LONGEST_FILL = 3 * Timestamps.HZ;

  private final Timeline timeline;
  private final TsMuxer muxer;
  private final BiConsumer<Chunk, Long> sink;
  private Adts sound = Adts.DEFAULT;
  private long otherSoundStep = Timestamps.HZ / 50;
  private long tablesAt = Long.MIN_VALUE / 2;
  private long datedAt = Long.MIN_VALUE / 2;
  private long silentFrames;
  private boolean filler;

  Output(Timeline timeline, StreamTypes types, BiConsumer<Chunk, Long> sink) {
    this.timeline = timeline;
    this.muxer = new TsMuxer(types);
    this.sink = sink;
  }

  long silentFrames() {
    return silentFrames;
  }

  void streams(StreamTypes types) {
    if (!types.equals(muxer.streams())) {
      muxer.streams(types);
      tablesAt = Long.MIN_VALUE / 2;
    }
  }

  /** Whether what follows fills in for the line's own video: readers are told by the tables. */
  void filler(boolean now) {
    if (now != filler) {
      filler = now;
      muxer.filler(now);
      tablesAt = Long.MIN_VALUE / 2;
    }
  }

  /**
   * Sends a picture.
   *
   * @param taken when it came into the fleet, which readers are told with key frames and ten times
   *     a second
   */
  void video(PesUnit unit, Timeline.Stamp stamp, long taken, long now) {
    boolean dated = unit.key() || now - datedAt >= DATED_EVERY;
    if (dated) {
      datedAt = now;
    }
    send(unit.withTaken(dated ? taken : PesUnit.UNKNOWN), stamp, now);
  }

  /** Sends sound that is to stand at {@code pts}, unless that lies before what was sent. */
  void audio(PesUnit unit, long pts, long now) {
    Adts frames = muxer.streams().audio() == StreamTypes.AAC_ADTS ? Adts.of(unit.data()) : null;
    if (!timeline.takesAudio(pts)) {
      return;
    }
    if (frames != null) {
      sound = frames;
      if (pts - timeline.audioEnd() <= LONGEST_FILL) {
        silenceUntil(pts, now);
      }
    }
    long duration = frames != null ? frames.ticks() : otherSoundStep;
    Timeline.Stamp stamp = timeline.placeAudio(pts, duration);
    if (stamp != null) {
      send(unit, stamp, now);
    }
  }

  /** Sends as many frames of silence as fit before {@code until}. */
  void silenceUntil(long until, long now) {
    if (muxer.streams().audio() != StreamTypes.AAC_ADTS) {
      return;
    }
    long step = sound.ticksOfOneFrame();
    long at = Math.max(timeline.audioEnd(), until - LONGEST_FILL);
    byte @Nullable [] silence = null;
    for (; at + step <= until; at += step) {
      silence = silence == null ? sound.silence() : silence;
      Timeline.Stamp stamp = timeline.placeAudio(at, step);
      if (stamp != null) {
        silentFrames++;
        send(new PesUnit(Lane.AUDIO, AUDIO_STREAM_ID, at, at, false, silence), stamp, now);
      }
    }
  }

  /** Sends the tables alone when nothing else has carried them for a while. */
  void tick(long now) {
    if (now - tablesAt >= TABLES_EVERY) {
      tablesAt = now;
      int counters = muxer.counters();
      sink.accept(new Chunk(muxer.tables(), false, counters, timeline.lastVideo()), now);
    }
  }

  private void send(PesUnit unit, Timeline.Stamp stamp, long now) {
    boolean withTables = unit.key() || now - tablesAt >= TABLES_EVERY;
    if (withTables) {
      tablesAt = now;
    }
    int counters = muxer.counters();
    byte[] bytes = muxer.unit(unit, stamp.pts(), stamp.dts(), withTables);
    sink.accept(new Chunk(bytes, unit.key(), counters, stamp.dts()), now);
  }
}

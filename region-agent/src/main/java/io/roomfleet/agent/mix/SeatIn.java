package io.roomfleet.agent.mix;

import io.roomfleet.agent.draw.Frame;
import io.roomfleet.agent.hub.HubState;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.mix.SeatDecoder.Size;
import io.roomfleet.agent.sound.Leveller;
import io.roomfleet.api.room.LineInput;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One seat as the mixer hears and sees it: its decoder, and while another size is wanted the next
 * one beside it, until that has something to show. On the loop, but for what the mixer calls.
 */
final class SeatIn {
  private final Supplier<Optional<RelayHub>> hub;
  private final boolean direct;
  private final Function<Size, SeatDecoder> decoders;
  private final Leveller leveller = new Leveller();
  private volatile SeatDecoder decoder;
  private @Nullable SeatDecoder next;

  /** Who comes back within this time was never away, for the session; the card is there before. */
  private static final Duration AWAY_AFTER = Duration.ofSeconds(2);

  private volatile boolean comes;
  private volatile boolean pictured;
  private volatile boolean drawn;
  private boolean there;
  private Instant thereSince = Instant.now();
  private Instant since = thereSince;
  private volatile long shownFrom;

  /**
   * @param direct whether what comes into its hub is the person's own, and never another slate
   */
  SeatIn(
      Supplier<Optional<RelayHub>> hub,
      boolean direct,
      Size size,
      Function<Size, SeatDecoder> decoders) {
    this.hub = hub;
    this.direct = direct;
    this.decoders = decoders;
    this.decoder = decoders.apply(size);
  }

  boolean direct() {
    return direct;
  }

  void size(Size wanted) {
    SeatDecoder coming = next;
    if (wanted.equals(coming == null ? decoder.size() : coming.size())) {
      return;
    }
    if (coming != null) {
      coming.stop();
    }
    next = wanted.equals(decoder.size()) ? null : decoders.apply(wanted);
  }

  /** Looks how it is; whether what the session hears of it is another than before. */
  boolean look(Instant now) {
    SeatDecoder coming = next;
    if (coming != null && coming.buffer().ready()) {
      decoder.stop();
      decoder = coming;
      next = null;
    }
    boolean before = comes;
    HubState state = hub.get().map(RelayHub::state).orElse(null);
    pictured = state != null && !state.filler();
    // Of a filler that is live there is sound alone; or it is another agent's slate.
    boolean live = pictured || (direct && state != null && state.input() == LineInput.LIVE);
    if (live != before) {
      turn(live, now);
    }
    decoder.look(live);
    if (next != null) {
      next.look(live);
    }
    boolean present = live || (there && now.isBefore(since.plus(AWAY_AFTER)));
    if (present == there) {
      return false;
    }
    there = present;
    thereSince = since;
    return true;
  }

  private void turn(boolean live, Instant now) {
    if (live) {
      // What is played now is what came before; the slate is not to be seen in its last moment.
      decoder.buffer().forgive();
      shownFrom = System.nanoTime() + (long) (decoder.buffer().delay() * 1e6);
    }
    comes = live;
    since = now;
  }

  /** Whether viewers of the mix see it, or hear it where there is nothing to see. */
  boolean seen() {
    SeatDecoder now = decoder;
    return now.size().width() == 0 || !pictured
        ? now.buffer().ready() && shown(System.nanoTime())
        : drawn;
  }

  /** Whether it comes, or did a moment ago. */
  boolean there() {
    return there;
  }

  /** When it came, or when it went. */
  Instant thereSince() {
    return thereSince;
  }

  /** The picture that is due; null when the card is. By the mixer. */
  @Nullable Frame picture(long nanos) {
    Frame due = decoder.buffer().ready() ? decoder.buffer().picture(nanos / 1e6) : null;
    Frame seen = pictured && shown(nanos) ? due : null;
    drawn = seen != null;
    return seen;
  }

  private boolean shown(long nanos) {
    return comes && nanos - shownFrom >= 0;
  }

  /** Adds the sound that is due. By the mixer. */
  void sound(long nanos, float[] sum, boolean muted) {
    short[] pcm = new short[sum.length];
    SeatBuffer from = decoder.buffer();
    boolean there = from.ready() && from.sound(nanos / 1e6, pcm);
    leveller.add(pcm, sum, there && !muted && shown(nanos));
  }

  CompletableFuture<Void> stop() {
    CompletableFuture<Void> other =
        next == null ? CompletableFuture.completedFuture(null) : next.stop();
    return CompletableFuture.allOf(decoder.stop(), other);
  }
}

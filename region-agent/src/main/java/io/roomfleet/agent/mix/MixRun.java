package io.roomfleet.agent.mix;

import io.roomfleet.agent.draw.Box;
import io.roomfleet.agent.draw.Painter;
import io.roomfleet.agent.draw.Stencil;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.load.TranscodeUnits;
import io.roomfleet.agent.mix.SeatDecoder.Size;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Seat;
import io.roomfleet.api.agent.StageState.SeatState;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One session's mix: its seats, its mixer, its encoder and the hub of its line. On the loop. */
final class MixRun {
  /** So long those who are seen wait for those who are not. */
  private static final Duration OPENING = Duration.ofSeconds(5);

  /** What was mixed this long ago has left the encoder. */
  private static final Duration ENCODED = Duration.ofMillis(500);

  private final Parts parts;
  private final RelayHub hub;
  private final Map<String, SeatIn> seats = new HashMap<>();
  private final Map<Drawn, @Nullable Stencil> drawn = new HashMap<>();
  private final Mixer mixer;
  private Assignment.Mix mix;
  private MixEncoder encoder;
  private @Nullable MixEncoder former;
  private @Nullable Instant firstSeen;
  private @Nullable Instant allSeen;
  private boolean open;

  /** What it is made of, and by whom. */
  interface Parts {
    RelayHub hub();

    Painter painter();

    SeatIn seat(Seat seat, Size size);

    SeatState state(Seat seat, SeatIn in);

    MixEncoder encoder(Canvas canvas, RelayHub into, Consumer<OutputStream> mixer);
  }

  /** A text that was drawn. */
  private record Drawn(boolean card, String text, Box box) {}

  MixRun(Assignment.Mix mix, Parts parts) {
    this.parts = parts;
    this.mix = mix;
    this.open = mix.begun();
    this.hub = parts.hub();
    this.mixer = new Mixer(mix.roomId(), scene(), parts.painter());
    this.encoder = encoder(mix.canvas());
  }

  private MixEncoder encoder(Canvas canvas) {
    return parts.encoder(
        canvas,
        hub,
        stdin -> {
          mixer.show(scene());
          mixer.feed(stdin, canvas);
        });
  }

  /** Changes to what is wanted, at the next picture. */
  void want(Assignment.Mix now) {
    if (now.equals(mix)) {
      return;
    }
    mix = now;
    seats.keySet().stream()
        .filter(id -> now.seats().stream().noneMatch(seat -> same(seat, id)))
        .toList()
        .forEach(id -> stop(seats.remove(id)));
    Scene scene = scene();
    if (now.canvas().equals(encoder.canvas())) {
      mixer.show(scene);
    } else {
      if (former != null) {
        former.stop();
      }
      former = encoder;
      former.retire();
      encoder = encoder(now.canvas());
    }
  }

  /** Of another kind, it is another seat. */
  private boolean same(Seat wanted, String id) {
    SeatIn there = seats.get(id);
    return wanted.seatId().equals(id)
        && there != null
        && there.direct() == wanted.input() instanceof Seat.Input.WebRtc;
  }

  private static void stop(@Nullable SeatIn seat) {
    if (seat != null) {
      seat.stop();
    }
  }

  private Scene scene() {
    List<Scene.View> views = new ArrayList<>();
    Canvas canvas = mix.canvas();
    Map<Drawn, @Nullable Stencil> used = new HashMap<>();
    for (Seat seat : mix.seats()) {
      Seat.Place place = seat.place();
      Box box = place == null ? null : Box.of(place, canvas.width(), canvas.height());
      Size size = box == null ? new Size(0, 0) : new Size(box.width(), box.height());
      SeatIn in = seats.get(seat.seatId());
      if (in == null) {
        in = parts.seat(seat, size);
        seats.put(seat.seatId(), in);
      } else {
        in.size(size);
      }
      Stencil name = box == null ? null : stencil(new Drawn(false, seat.name(), box), used);
      Stencil card = box == null ? null : stencil(new Drawn(true, seat.name(), box), used);
      views.add(new Scene.View(in, box, name, card, seat.muted()));
    }
    drawn.keySet().retainAll(used.keySet());
    return new Scene(canvas, List.copyOf(views), mix.bar());
  }

  private @Nullable Stencil stencil(Drawn what, Map<Drawn, @Nullable Stencil> used) {
    if (!drawn.containsKey(what)) {
      Painter painter = parts.painter();
      drawn.put(
          what,
          what.card()
              ? painter.card(what.text(), what.box())
              : painter.name(what.text(), what.box()));
    }
    used.put(what, null);
    return drawn.get(what);
  }

  /** Looks how it gets on; whether something is another than before. */
  boolean look(Instant now) {
    boolean changed = false;
    for (SeatIn seat : seats.values()) {
      changed |= seat.look(now);
    }
    encoder.filler(!opened(now));
    encoder.look();
    if (former != null && encoder.flows() && !former.attached()) {
      former.stop();
      former = null;
    }
    return changed;
  }

  /**
   * Whether it is worth to be played: before, viewers would see cards. Once it is, it stays so: who
   * goes later is a card.
   */
  private boolean opened(Instant now) {
    if (!open) {
      long seen = seats.values().stream().filter(SeatIn::seen).count();
      firstSeen = seen == 0 ? null : firstSeen == null ? now : firstSeen;
      allSeen = seen < seats.size() ? null : allSeen == null ? now : allSeen;
      open = isPast(firstSeen, OPENING, now) || (seen > 0 && isPast(allSeen, ENCODED, now));
    }
    return open;
  }

  private static boolean isPast(@Nullable Instant since, Duration span, Instant now) {
    return since != null && !now.isBefore(since.plus(span));
  }

  RelayHub hub() {
    return hub;
  }

  /** What it takes of its agent while it is encoded. */
  double units() {
    return encoder.status().pid() == null
        ? 0
        : TranscodeUnits.ofMix(mix.canvas(), mix.seats().size());
  }

  List<SeatState> seats() {
    List<SeatState> states = new ArrayList<>();
    for (Seat seat : mix.seats()) {
      SeatIn in = seats.get(seat.seatId());
      if (in != null) {
        states.add(parts.state(seat, in));
      }
    }
    return states;
  }

  Mixes.MixState state() {
    var status = encoder.status();
    boolean ready = status.pid() != null && encoder.flows();
    Phase phase =
        ready
            ? Phase.RUNNING
            : status.hopeless()
                ? Phase.FAILED
                : status.restarts() > 0 || status.reason() != null
                    ? Phase.RESTARTING
                    : Phase.STARTING;
    return new Mixes.MixState(
        phase,
        ready ? null : status.reason(),
        status.pid(),
        status.restarts(),
        hub.state().input(),
        status.errors(),
        seats());
  }

  CompletableFuture<Void> stop() {
    mixer.close();
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    seats.values().forEach(seat -> ends.add(seat.stop()));
    ends.add(encoder.stop());
    if (former != null) {
      ends.add(former.stop());
    }
    return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
        .whenComplete((done, failure) -> hub.close());
  }
}

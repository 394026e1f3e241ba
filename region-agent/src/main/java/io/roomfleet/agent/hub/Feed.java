package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.Lane;
import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.StreamTypes;
import io.roomfleet.agent.ts.Timestamps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One live input as the switcher sees it: what it holds back while it waits to go on air, and how
 * steadily it arrives. Under the hub's lock; all times in ticks of the output.
 */
final class Feed {
  /**
   * A unit with the input's own time stamps made continuous.
   *
   * @param taken when the picture came into the fleet
   */
  record Timed(PesUnit unit, long pts, long dts, long taken) {
    /** Of what came into the fleet here and now, or never. */
    Timed(PesUnit unit, long pts, long dts) {
      this(unit, pts, dts, PesUnit.UNKNOWN);
    }
  }

  private static final long NEVER = Long.MIN_VALUE / 2;

  /** The lead of a steady input varies by this much at most. */
  private static final long STEADY = Timestamps.HZ * 40 / 1000;

  /** Sound alone goes on air when no picture has come for this long. */
  private static final long PICTURE_PATIENCE = Timestamps.HZ;

  private final HubSettings settings;
  private final long attachedAt;
  private final Timestamps.Unwrapper clock = new Timestamps.Unwrapper();
  private StreamTypes types = new StreamTypes(StreamTypes.NONE, StreamTypes.NONE);
  private @Nullable TimeMap map;
  private boolean soundOnly;
  private boolean filler;

  /** How its own time stamps become the times at which pictures came into the fleet. */
  private long takenOffset = NEVER;

  private final List<Timed> held = new ArrayList<>();
  private long heldBytes;
  private long lastHeldDts = NEVER;
  private long bestLead = NEVER;
  private long steadyLead;
  private long steadySince;
  private long begunAt;
  private boolean meteringSound;

  private long lastVideo = NEVER;
  private long lastAudio = NEVER;
  private long reanchors;
  private final AvOffset avOffset = new AvOffset();
  private final Pace pace = new Pace();

  Feed(HubSettings settings, long now) {
    this.settings = settings;
    this.attachedAt = now;
  }

  StreamTypes types() {
    return types;
  }

  void types(StreamTypes now) {
    types = now;
  }

  /** Whether it says that a slate fills in at where it comes from. */
  boolean filler() {
    return filler;
  }

  void filler(boolean fills) {
    filler = fills;
  }

  boolean soundOnly() {
    return soundOnly;
  }

  void pictureCame() {
    soundOnly = false;
  }

  /** The map it went on air with; null while it waits. */
  @Nullable TimeMap map() {
    return map;
  }

  long reanchors() {
    return reanchors + (map == null ? 0 : map.reanchors());
  }

  Timed timed(PesUnit unit, long now) {
    long dts = clock.unwrap(unit.dts());
    long pts = dts + Timestamps.difference(unit.pts(), unit.dts());
    if (unit.taken() != PesUnit.UNKNOWN) {
      takenOffset = unit.taken() - dts;
    }
    if (map != null && takenOffset != NEVER) {
      map.fromHub(); // Not known at first where the other hub had no input yet.
    }
    Timed timed = new Timed(unit, pts, dts, takenOffset == NEVER ? now : dts + takenOffset);
    avOffset.unit(timed);
    if (unit.lane() == Lane.VIDEO) {
      pace.picture(dts, now);
    }
    return timed;
  }

  AvOffset avOffset() {
    return avOffset;
  }

  Pace pace() {
    return pace;
  }

  /** Notes that a complete unit came; after a stall, what was held back is no longer of use. */
  void arrived(Lane lane, long now) {
    if (now - Math.max(lastVideo, lastAudio) > Fanout.ticks(settings.stall())) {
      forget();
    }
    if (lane == Lane.VIDEO) {
      lastVideo = now;
    } else {
      lastAudio = now;
    }
  }

  /** Time since the last unit of the lane that keeps it on air. */
  long quiet(long now) {
    return now - (soundOnly ? lastAudio : lastVideo);
  }

  /** Takes a unit while waiting: what came since the last key frame is kept. */
  void hold(Timed timed, long now) {
    boolean video = timed.unit().lane() == Lane.VIDEO;
    if (video) {
      long step = timed.dts() - lastHeldDts;
      if (lastHeldDts != NEVER && (step <= 0 || step > TimeMap.LEAP)) {
        forget();
      }
      if (meteringSound || (timed.unit().key() && held.isEmpty())) {
        forget();
        begunAt = now;
      }
      lastHeldDts = timed.dts();
    }
    keep(timed);
    if (video && !held.isEmpty()) {
      meter(timed.dts() - now, now);
    } else if (!video && held.isEmpty() && withoutPicture(now)) {
      begunAt = meteringSound ? begunAt : now;
      meteringSound = true;
      meter(timed.pts() - now, now);
    }
  }

  private void keep(Timed timed) {
    if (timed.unit().key() || heldBytes > settings.cacheBytes()) {
      held.clear();
      heldBytes = 0;
    }
    if (timed.unit().key() || !held.isEmpty()) {
      held.add(timed);
      heldBytes += timed.unit().data().length;
    }
  }

  private boolean withoutPicture(long now) {
    return !types.hasVideo() || now - Math.max(lastVideo, attachedAt) > PICTURE_PATIENCE;
  }

  private void meter(long lead, long now) {
    if (bestLead == NEVER || lead > steadyLead + STEADY) {
      steadyLead = lead;
      steadySince = now;
    }
    bestLead = Math.max(bestLead, lead);
  }

  /** Whether its present is known, so that it can go on air. */
  boolean ready(long now) {
    if (bestLead == NEVER) {
      return false;
    }
    return now - steadySince >= Fanout.ticks(settings.settle())
        || now - begunAt >= Fanout.ticks(settings.settleAtMost());
  }

  /** Goes on air; answers what it held back, the key frame first, empty if it is sound only. */
  List<Timed> goOnAir(Timeline timeline) {
    TimeMap fresh = new TimeMap(timeline, bestLead);
    soundOnly = held.isEmpty();
    if (!held.isEmpty()) {
      fresh.beginVideo(held.get(0).pts(), held.get(0).dts());
    }
    map = fresh;
    List<Timed> first = List.copyOf(held);
    forget();
    return first;
  }

  /** Goes off air and waits again. */
  void goOffAir() {
    reanchors = reanchors();
    map = null;
    soundOnly = false;
    forget();
  }

  private void forget() {
    held.clear();
    heldBytes = 0;
    lastHeldDts = NEVER;
    bestLead = NEVER;
    meteringSound = false;
  }
}

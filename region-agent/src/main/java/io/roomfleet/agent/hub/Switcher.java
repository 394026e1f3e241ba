package io.roomfleet.agent.hub;

import io.roomfleet.agent.ts.Lane;
import io.roomfleet.agent.ts.PesUnit;
import io.roomfleet.agent.ts.StreamTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is on air.
 *
 * <ol>
 *   <li>A live input that waits goes on air when it has a key frame and arrives steadily. Inputs
 *       attached before it are detached then; while it waits, what is on air stays.
 *   <li>One that brings sound but no picture for a second goes on air with its sound and the
 *       slate's picture, and gets its own picture at its first key frame.
 *   <li>A live input that stalls goes off air, and waits as in the beginning.
 *   <li>With no live input on air, the slate is.
 * </ol>
 *
 * <p>It knows no clock: {@code now} is in ticks of the output. Under the hub's lock.
 */
final class Switcher {
  private final HubSettings settings;
  private final Timeline timeline;
  private final Output output;
  private final SlatePlayer slate;
  private final StreamTypes slateTypes;
  private final List<Feed> feeds = new ArrayList<>();
  private @Nullable Feed onAir;
  private boolean muteFilled; // silence is being sent for the live input's missing sound
  private long switches;
  private long detachedReanchors;
  private long lag;

  Switcher(HubSettings settings, Slate slate, Timeline timeline, Output output, long now) {
    this.settings = settings;
    this.timeline = timeline;
    this.output = output;
    this.slate = new SlatePlayer(slate, timeline, output);
    this.slateTypes = slate.types();
    this.slate.start(now);
    output.filler(true);
  }

  Feed attach(long now) {
    Feed feed = new Feed(settings, now);
    feeds.add(feed);
    return feed;
  }

  void detach(Feed feed, long now) {
    if (!feeds.remove(feed)) {
      return;
    }
    if (feed == onAir) {
      toSlate(feed, now);
    }
    detachedReanchors += feed.reanchors();
  }

  boolean attached(Feed feed) {
    return feeds.contains(feed);
  }

  boolean live() {
    return onAir != null;
  }

  @Nullable Feed onAir() {
    return onAir;
  }

  /** Whether the picture on air is a slate's: the own one, or that of an agent that is read. */
  boolean filler() {
    return onAir == null || onAir.filler() || onAir.soundOnly();
  }

  /** How long after it came into the fleet the live picture stands; null while there is none. */
  @Nullable Long lag() {
    return filler() ? null : Long.valueOf(lag);
  }

  int inputs() {
    return feeds.size();
  }

  long switches() {
    return switches;
  }

  long reanchors() {
    return detachedReanchors + feeds.stream().mapToLong(Feed::reanchors).sum();
  }

  void streams(Feed feed, StreamTypes types) {
    feed.types(types);
    if (feed == onAir) {
      output.streams(outputTypes(feed));
    }
  }

  void filler(Feed feed, boolean fills) {
    feed.filler(fills);
    output.filler(filler());
  }

  void unit(Feed feed, PesUnit unit, long now) {
    if (!attached(feed)) {
      return;
    }
    Feed.Timed timed = feed.timed(unit, now);
    feed.arrived(unit.lane(), now);
    TimeMap map = feed.map();
    if (map != null) {
      play(feed, map, timed, now);
    } else {
      feed.hold(timed, now);
      if (feed.ready(now)) {
        toLive(feed, now);
      }
    }
  }

  void tick(long now) {
    for (int i = feeds.size() - 1; i >= 0; i--) {
      Feed feed = feeds.get(i);
      if (feed != onAir && feed.ready(now)) {
        toLive(feed, now);
        break; // those attached before it are gone
      }
    }
    Feed live = onAir;
    if (live != null && live.quiet(now) > Fanout.ticks(settings.stall())) {
      toSlate(live, now);
      live = null;
    }
    if (live == null || live.soundOnly()) {
      slate.play(live == null, now);
    }
    output.tick(now);
  }

  private void toLive(Feed feed, long now) {
    Feed before = onAir;
    boolean pictureWasLive = before != null && !before.soundOnly();
    if (before != null) {
      before.goOffAir();
    }
    onAir = feed;
    switches++;
    muteFilled = !feed.types().hasAudio();
    while (feeds.get(0) != feed) {
      detachedReanchors += feeds.remove(0).reanchors();
    }
    List<Feed.Timed> first = feed.goOnAir(timeline);
    TimeMap map = feed.map();
    if (map == null) {
      throw new IllegalStateException("an input on air has no map");
    }
    if (feed.soundOnly() && pictureWasLive) {
      slate.start(now);
    }
    output.streams(outputTypes(feed));
    output.filler(filler());
    for (Feed.Timed timed : first) {
      play(feed, map, timed, now);
    }
  }

  private void toSlate(Feed feed, long now) {
    boolean picturePlays = feed.soundOnly();
    feed.goOffAir();
    onAir = null;
    switches++;
    output.streams(slateTypes);
    output.filler(true);
    if (!picturePlays) {
      slate.start(now);
    }
    slate.play(true, now);
  }

  private StreamTypes outputTypes(Feed feed) {
    StreamTypes types = feed.types();
    int video = feed.soundOnly() ? slateTypes.video() : types.video();
    return types.hasAudio()
        ? new StreamTypes(video, types.audio(), types.audioTag())
        : new StreamTypes(video, StreamTypes.AAC_ADTS);
  }

  private void play(Feed feed, TimeMap map, Feed.Timed timed, long now) {
    if (timed.unit().lane() == Lane.AUDIO) {
      playSound(feed, map, timed, now);
      return;
    }
    if (feed.soundOnly()) {
      if (!timed.unit().key()) {
        return;
      }
      feed.pictureCame();
      output.filler(filler());
      map.beginVideo(timed.pts(), timed.dts());
      output.streams(outputTypes(feed));
    }
    if (map.leadsIn(timed.pts(), timed.dts())) {
      return;
    }
    Timeline.Stamp stamp = map.video(timed.pts(), timed.dts(), now);
    lag = stamp.dts() - timed.taken();
    output.video(timed.unit(), stamp, timed.taken(), now);
    long silentFor = stamp.dts() - timeline.audioEnd();
    if (!feed.types().hasAudio() || silentFor > Fanout.ticks(settings.silenceAfter())) {
      muteFilled = true;
    }
    if (muteFilled) {
      output.silenceUntil(stamp.dts(), now);
    }
  }

  private void playSound(Feed feed, TimeMap map, Feed.Timed timed, long now) {
    muteFilled = false;
    long at = map.audio(timed.pts(), feed.soundOnly(), now);
    if (!map.tooEarly(timed.pts())) {
      output.audio(timed.unit(), at, now);
    }
  }
}

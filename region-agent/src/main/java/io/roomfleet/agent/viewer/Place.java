package io.roomfleet.agent.viewer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomfleet.api.steering.Pathway;
import io.roomfleet.api.steering.SteeringManifest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sub-room's ladder at this agent, as its viewers meet it. Safe for any thread.
 *
 * <p>When it moves, nobody is led away before the new place has had a head start. A player is some
 * seconds behind the newest segment; where the new playlist does not reach back that far yet, its
 * picture would stop and jump.
 */
public final class Place {
  private static final Logger log = LoggerFactory.getLogger(Place.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Viewers are handed over in so many groups: few answers, which a CDN may keep for a moment. */
  private static final int GROUPS = 100;

  private final SubRoomKey key;
  private final URI master;
  private final Map<String, String> playlists;
  private final ViewerSettings settings;
  private final LongSupplier nanos;
  private volatile @Nullable Move move;
  private volatile long breaks;
  private volatile @Nullable Long lastRequest;
  private volatile @Nullable Long leftAt;
  private volatile boolean told;

  private record Move(URI to, long since) {}

  Place(
      SubRoomKey key,
      URI master,
      Map<String, String> playlists,
      ViewerSettings settings,
      LongSupplier nanos) {
    this.key = key;
    this.master = master;
    this.playlists = playlists;
    this.settings = settings;
    this.nanos = nanos;
  }

  /**
   * The ladder moves, or the move is undone.
   *
   * @param to master playlist of the agent that takes over; null: this is its place
   */
  public void movedTo(@Nullable URI to) {
    Move before = move;
    if (to == null) {
      move = null;
    } else if (!Pathway.leads(to) || to.equals(master)) {
      log.warn("movedTo: {} (expected: a master playlist at another agent); viewers stay here", to);
      move = null;
    } else if (before == null || !before.to().equals(to)) {
      move = new Move(to, nanos.getAsLong());
    }
  }

  /** Its encoder is started anew for the same viewers. */
  void inherit(Place before) {
    lastRequest = before.lastRequest;
    told = before.told;
  }

  /** Whether it is at another agent by now. */
  boolean moved() {
    return move != null;
  }

  /** Where viewers are led; null while they stay. */
  private @Nullable URI leadsTo() {
    Move now = move;
    if (now == null) {
      return null;
    }
    boolean ready = left() || nanos.getAsLong() - now.since() >= settings.headStart().toNanos();
    return ready ? now.to() : null;
  }

  /** Its playlists have so many discontinuities by now, with those that went out of them. */
  public void breaks(long count) {
    breaks = count;
  }

  /** Whether a player asked for a playlist or a segment within the last 15 s. */
  public boolean watched() {
    Long last = lastRequest;
    return last != null && nanos.getAsLong() - last < Places.WATCHED.toNanos();
  }

  void requested() {
    lastRequest = nanos.getAsLong();
  }

  /** Whether {@link #watched} is another than at the last call. */
  boolean turned() {
    boolean now = watched();
    boolean turned = now != told;
    told = now;
    return turned;
  }

  boolean told() {
    return told;
  }

  /** Its encoder is not this agent's any more. */
  void leave() {
    leftAt = nanos.getAsLong();
  }

  boolean left() {
    return leftAt != null;
  }

  /** On the steady clock; 0 while it is here. */
  long leftAt() {
    Long left = leftAt;
    return left == null ? 0 : left;
  }

  boolean leftFor(Duration span) {
    Long left = leftAt;
    return left != null && nanos.getAsLong() - left > span.toNanos();
  }

  /**
   * Where a request for {@code file} is to be sent; empty: it is answered here.
   *
   * <p>New viewers go to the new place at once. Those who are here are led by the steering manifest
   * as long as the encoder runs, since a player that is sent elsewhere between two segments has to
   * find its place anew.
   *
   * @param file path beside the master playlist
   * @param before discontinuities that the player had behind it when it came here
   */
  Optional<URI> redirect(String file, long before) {
    URI to = leadsTo();
    if (to == null) {
      return Optional.empty();
    }
    if (file.equals(Pathway.MASTER)) {
      return Optional.of(to);
    }
    return left() && file.endsWith(".m3u8")
        ? Optional.of(new Pathway(to, before + breaks).sibling(file))
        : Optional.empty();
  }

  /**
   * The steering manifest, as JSON: stay here, and ask the control plane from now on where there is
   * one for players; or go to the place that took over, and ask there.
   */
  String steering(long before) {
    Pathway here = new Pathway(master, before);
    URI to = leadsTo();
    return json(to == null ? stay(here) : move(here, new Pathway(to, before + breaks)));
  }

  private SteeringManifest stay(Pathway here) {
    return new SteeringManifest(1, ttl(), handOver(), List.of(here.id()), null);
  }

  private SteeringManifest move(Pathway here, Pathway there) {
    return new SteeringManifest(
        1,
        ttl(),
        there.steering().toString(),
        List.of(there.id(), here.id()),
        List.of(SteeringManifest.Clone.of(here.id(), there, playlists)));
  }

  /** While the ladder moves its viewers stay with the agents, which know the moment. */
  private @Nullable String handOver() {
    URI server = settings.steeringUrl();
    return server == null || moved()
        ? null
        : server
            + "/v1/steering/"
            + key.roomId()
            + "?subRoomId="
            + key.subRoomId()
            + "&session="
            + ThreadLocalRandom.current().nextInt(GROUPS);
  }

  private long ttl() {
    return settings.steeringTtl().toSeconds();
  }

  private static String json(SteeringManifest manifest) {
    try {
      return JSON.writeValueAsString(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.roomfleet.agent.viewer;

import io.roomfleet.api.steering.Pathway;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Every sub-room that has its place at this agent, and for a while those that had it and moved.
 * Safe for any thread.
 */
public final class Places {
  /** How long after its last request a player counts as there: far more than between two. */
  static final Duration WATCHED = Duration.ofSeconds(15);

  private final ViewerSettings settings;
  private final LongSupplier nanos;
  private final Runnable changed;
  private final Map<SubRoomKey, Place> places = new ConcurrentHashMap<>();

  /**
   * @param nanos a steady clock, as {@link System#nanoTime()}
   * @param changed called when a sub-room is watched for the first time, or not any more; on the
   *     thread of a request or of {@link #look}, and must be quick
   */
  public Places(ViewerSettings settings, LongSupplier nanos, Runnable changed) {
    this.settings = settings;
    this.nanos = nanos;
    this.changed = changed;
  }

  /**
   * A ladder is encoded here from now on; what was remembered of an earlier one is forgotten.
   *
   * @param master URL of its master playlist
   * @param playlists path of each variant's playlist beside the master playlist, by its stable id
   */
  public Place open(SubRoomKey key, URI master, Map<String, String> playlists) {
    Place place = new Place(key, master, playlists, settings, nanos);
    Place before = places.put(key, place);
    if (before != null && !before.left()) {
      place.inherit(before);
    }
    return place;
  }

  /**
   * It is not encoded here any more. When it has moved, those who still ask for it are led on.
   *
   * @return whether it has moved
   */
  public boolean leave(SubRoomKey key, Place place) {
    boolean moved = place.moved();
    if (moved) {
      place.leave();
      forget();
    } else {
      places.remove(key, place);
    }
    return moved;
  }

  /** Forgets moves that are long over, and the oldest when there are too many. */
  private void forget() {
    places.values().removeIf(place -> place.leftFor(settings.keepMoves()));
    while (places.values().stream().filter(Place::left).count() > settings.mostMoves()) {
      places.values().stream()
          .filter(Place::left)
          .min(Comparator.comparingLong(Place::leftAt))
          .ifPresent(oldest -> places.values().remove(oldest));
    }
  }

  /** To be called each second: notices that viewers have gone. */
  public void look() {
    for (Place place : places.values()) {
      if (!place.left() && place.turned()) {
        changed.run();
      }
    }
    forget();
  }

  /** A player asks for a playlist or a segment of a ladder that is encoded here. */
  public void requested(SubRoomKey key) {
    Place place = places.get(key);
    if (place != null && !place.left()) {
      place.requested();
      if (!place.told() && place.turned()) {
        changed.run();
      }
    }
  }

  /**
   * Where a request is to be sent instead; empty: it is answered here.
   *
   * @param file path beside the master playlist
   * @param breaks as {@link Pathway#breaksIn} finds it in the request's URL
   */
  public Optional<URI> redirect(SubRoomKey key, String file, long breaks) {
    return Optional.ofNullable(places.get(key)).flatMap(place -> place.redirect(file, breaks));
  }

  /** The steering manifest of a sub-room that is or was here, as JSON. */
  public Optional<String> steering(SubRoomKey key, long breaks) {
    return Optional.ofNullable(places.get(key)).map(place -> place.steering(breaks));
  }
}

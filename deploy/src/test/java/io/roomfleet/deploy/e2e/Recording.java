package io.roomfleet.deploy.e2e;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The segments that a media playlist gets after a moment, without those it had before. */
final class Recording {
  private final URI media;
  private final long after;
  private final Map<Long, Double> segments = new TreeMap<>();

  private Recording(URI media, long after) {
    this.media = media;
    this.after = after;
  }

  /** Begins after the newest segment. */
  static Recording of(URI media) {
    return new Recording(media, Hls.playlist(media).lastSequence());
  }

  /** Takes what is there by now; a playlist forgets, so look every few seconds. */
  void look() {
    Hls.Playlist now = Hls.playlist(media);
    for (int i = 0; i < now.segments().size(); i++) {
      long sequence = now.mediaSequence() + i;
      if (sequence > after) {
        segments.put(sequence, now.segments().get(i).seconds());
      }
    }
  }

  /** Records for a time. */
  void goOn(Duration time) {
    Instant until = Instant.now().plus(time);
    Await.until(
        "the end of the recording",
        time.plusSeconds(30),
        () -> {
          look();
          if (Instant.now().isBefore(until)) {
            throw new AssertionError("still recording");
          }
        });
  }

  /** How long all of it plays. */
  double seconds() {
    return segments.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}

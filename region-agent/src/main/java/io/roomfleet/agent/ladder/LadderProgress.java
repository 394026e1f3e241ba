package io.roomfleet.agent.ladder;

import io.roomfleet.agent.ts.Timestamps;
import io.roomfleet.api.room.Rendition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows what a ladder's runs write, and makes the playlists of it: new segments, their rates, and
 * what the first ones say.
 *
 * <p>The encoder dates its segments by when it began to write, which is seconds after the first
 * picture was; the first segment's own time stamp says by how much.
 */
final class LadderProgress {
  private final LadderFolder folder;
  private final List<Rendition> renditions;
  private final int frameRate;
  private final String pathwayId;
  private final Map<Rendition, Track> tracks = new HashMap<>();
  private boolean masterWritten;

  LadderProgress(LadderFolder folder, List<Rendition> renditions, int frameRate, String pathwayId) {
    this.folder = folder;
    this.renditions = renditions;
    this.frameRate = frameRate;
    this.pathwayId = pathwayId;
    renditions.forEach(r -> tracks.put(r, new Track()));
  }

  private static final class Track {
    private MediaPlaylist playlist = MediaPlaylist.from(0);
    private @Nullable FileTime modified;
    private String newest = "";
    private boolean written;
    private @Nullable Duration late;
    private @Nullable SegmentFacts facts;
    private long peak;
    private long bits;
    private double seconds;
    private long promised;
    private @Nullable Duration behind;
    private Instant nextDue = Instant.MAX;

    @Nullable Duration behind(Instant now) {
      return behind == null || !now.isAfter(nextDue)
          ? behind
          : behind.plus(Duration.between(nextDue, now));
    }

    void published(Instant now) {
      MediaPlaylist.Segment last = playlist.segments().get(playlist.segments().size() - 1);
      behind = last.begins() == null ? null : Duration.between(last.begins(), now);
      nextDue = now.plusMillis(Math.round(last.seconds() * 1000));
    }
  }

  /**
   * A run begins.
   *
   * @param firstSequence for the first segment, where there is no playlist to continue
   */
  void begin(long firstSequence) throws IOException {
    for (Rendition rendition : renditions) {
      Track track = track(rendition);
      track.playlist = folder.read(rendition).orElse(MediaPlaylist.from(firstSequence));
      track.written = false;
      track.late = null;
      track.behind = null;
    }
    // It goes with the folder, when somebody takes that away.
    masterWritten &= folder.hasMaster();
  }

  /**
   * Looks for segments that {@code run} has finished since, and keeps the master playlist true.
   *
   * @return whether there was a new one in every rendition that had none of this run before, or a
   *     further one in any
   */
  boolean look(String run) throws IOException {
    boolean advanced = false;
    for (Rendition rendition : renditions) {
      advanced |= look(rendition, run);
    }
    if (advanced && complete()) {
      master();
    }
    return advanced;
  }

  /** Whether every rendition has a segment of the present run. */
  boolean complete() {
    return tracks.values().stream().allMatch(track -> track.written);
  }

  /** Whether there is a master playlist that fits the renditions. */
  boolean masterWritten() {
    return masterWritten;
  }

  /** How many discontinuities lie before the newest segments. */
  long breaks() {
    return tracks.values().stream().mapToLong(t -> t.playlist.allBreaks()).max().orElse(0);
  }

  /**
   * How old the first picture of the newest segment was when players could have it, by the
   * programme's timeline, in the rendition that is slowest; and older by as much as the next one is
   * overdue. Null before there is one.
   */
  @Nullable Duration behind(Instant now) {
    return tracks.values().stream()
        .map(track -> track.behind(now))
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private Track track(Rendition rendition) {
    return Objects.requireNonNull(tracks.get(rendition));
  }

  private boolean look(Rendition rendition, String run) throws IOException {
    Track track = track(rendition);
    if (!touched(rendition, track)) {
      return false;
    }
    Optional<MediaPlaylist> list = folder.written(rendition);
    if (list.isEmpty()) {
      return false;
    }
    List<MediaPlaylist.Segment> fresh = new ArrayList<>();
    for (MediaPlaylist.Segment segment : list.get().segments()) {
      if (segment.name().equals(track.newest)) {
        fresh.clear();
      } else if (segment.name().startsWith(run + "-")) {
        fresh.add(segment);
      }
    }
    for (MediaPlaylist.Segment segment : fresh) {
      take(rendition, track, segment);
    }
    if (fresh.isEmpty()) {
      return false;
    }
    folder.publish(rendition, track.playlist);
    track.published(Instant.now());
    return true;
  }

  /** Whether the list was written since the last look; asked often, and so without reading. */
  private boolean touched(Rendition rendition, Track track) throws IOException {
    try {
      FileTime modified = Files.getLastModifiedTime(folder.list(rendition));
      boolean touched = !modified.equals(track.modified);
      track.modified = modified;
      return touched;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void take(Rendition rendition, Track track, MediaPlaylist.Segment segment)
      throws IOException {
    track.newest = segment.name();
    Path file = folder.segment(rendition, segment.name());
    try {
      if (track.facts == null || track.late == null) {
        SegmentFacts facts = SegmentFacts.of(Files.readAllBytes(file));
        track.late = late(facts, segment);
        track.facts = track.facts == null ? facts : track.facts;
      }
      long bits = Files.size(file) * 8;
      if (segment.seconds() > 0) {
        track.peak = Math.max(track.peak, Math.round(bits / segment.seconds()));
        track.bits += bits;
        track.seconds += segment.seconds();
      }
    } catch (NoSuchFileException e) {
      // Already deleted again: the next one will tell.
      return;
    }
    Instant begins = segment.begins();
    boolean first = !track.written;
    track.written = true;
    track.playlist =
        track.playlist.with(
            new MediaPlaylist.Segment(
                segment.name(),
                segment.seconds(),
                begins == null || track.late == null ? begins : begins.minus(track.late),
                first && !track.playlist.segments().isEmpty()));
  }

  private static @Nullable Duration late(SegmentFacts facts, MediaPlaylist.Segment segment) {
    Long pts = facts.firstPts();
    Instant said = segment.begins();
    return pts == null || said == null ? null : Duration.between(Timestamps.time(pts, said), said);
  }

  /** Writes it when it is new, or when a segment was larger than it promises. */
  private void master() throws IOException {
    boolean outdated = !masterWritten;
    List<MasterPlaylist.Variant> variants = new ArrayList<>();
    for (Rendition rendition : renditions) {
      Track track = track(rendition);
      if (track.facts == null) {
        return;
      }
      outdated |= track.peak > track.promised;
      long average = track.seconds > 0 ? Math.round(track.bits / track.seconds) : 0;
      variants.add(
          new MasterPlaylist.Variant(rendition, track.facts, frameRate, track.peak, average));
    }
    if (outdated) {
      folder.writeMaster(MasterPlaylist.text(variants, pathwayId));
      masterWritten = true;
      for (MasterPlaylist.Variant variant : variants) {
        track(variant.rendition()).promised = variant.bandwidth();
      }
    }
  }
}

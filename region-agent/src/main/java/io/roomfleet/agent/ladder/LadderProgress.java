package io.roomfleet.agent.ladder;

import io.roomfleet.api.room.Rendition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows what a ladder's runs write: new segments, their rates, and what the first ones say. */
final class LadderProgress {
  private final LadderFolder folder;
  private final List<Rendition> renditions;
  private final int frameRate;
  private final Map<Rendition, Track> tracks = new HashMap<>();
  private boolean masterWritten;

  LadderProgress(LadderFolder folder, List<Rendition> renditions, int frameRate) {
    this.folder = folder;
    this.renditions = renditions;
    this.frameRate = frameRate;
    renditions.forEach(r -> tracks.put(r, new Track()));
  }

  private static final class Track {
    private @Nullable FileTime modified;
    private String newest = "";
    private boolean written;
    private @Nullable SegmentFacts facts;
    private long peak;
    private long bits;
    private double seconds;
    private long promised;
  }

  /** A run begins whose segments' names begin with {@code run}. */
  void begin() {
    tracks.values().forEach(track -> track.written = false);
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

  private boolean look(Rendition rendition, String run) throws IOException {
    Track track = tracks.get(rendition);
    if (track == null || !touched(rendition, track)) {
      return false;
    }
    Optional<MediaPlaylist> playlist = folder.read(rendition);
    if (playlist.isEmpty()) {
      return false;
    }
    List<MediaPlaylist.Segment> fresh = new ArrayList<>();
    for (MediaPlaylist.Segment segment : playlist.get().segments()) {
      if (segment.name().equals(track.newest)) {
        fresh.clear();
      } else if (segment.name().startsWith(run + "-")) {
        fresh.add(segment);
      }
    }
    for (MediaPlaylist.Segment segment : fresh) {
      take(rendition, track, segment);
    }
    return !fresh.isEmpty();
  }

  /** Whether the playlist was written since the last look; asked often, and so without reading. */
  private boolean touched(Rendition rendition, Track track) throws IOException {
    try {
      FileTime modified = Files.getLastModifiedTime(folder.playlist(rendition));
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
      if (track.facts == null) {
        track.facts = SegmentFacts.of(Files.readAllBytes(file));
      }
      long bits = Files.size(file) * 8;
      if (segment.seconds() > 0) {
        track.peak = Math.max(track.peak, Math.round(bits / segment.seconds()));
        track.bits += bits;
        track.seconds += segment.seconds();
      }
      track.written = true;
    } catch (NoSuchFileException e) {
      // Already deleted again: the next one will tell.
      track.newest = segment.name();
    }
  }

  /** Writes it when it is new, or when a segment was larger than it promises. */
  private void master() throws IOException {
    boolean outdated = !masterWritten;
    List<MasterPlaylist.Variant> variants = new ArrayList<>();
    for (Rendition rendition : renditions) {
      Track track = tracks.get(rendition);
      if (track == null || track.facts == null) {
        return;
      }
      outdated |= track.peak > track.promised;
      long average = track.seconds > 0 ? Math.round(track.bits / track.seconds) : 0;
      variants.add(
          new MasterPlaylist.Variant(rendition, track.facts, frameRate, track.peak, average));
    }
    if (outdated) {
      folder.writeMaster(MasterPlaylist.text(variants));
      masterWritten = true;
      for (MasterPlaylist.Variant variant : variants) {
        Track track = tracks.get(variant.rendition());
        if (track != null) {
          track.promised = variant.bandwidth();
        }
      }
    }
  }
}

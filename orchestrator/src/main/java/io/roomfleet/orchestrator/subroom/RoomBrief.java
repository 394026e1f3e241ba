package io.roomfleet.orchestrator.subroom;

import io.roomfleet.api.agent.LineFailover;
import io.roomfleet.api.room.LineSwitching;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sub-room needs to know of its room. The room tells it on each change and until it is
 * answered; the whole each time, so that nothing is missed when one is lost.
 *
 * @param version larger for each newer brief
 * @param wanted what the room's state asks of its sub-rooms
 * @param activeLine the line to play
 * @param upstream that line's relay in the source region, null while no agent takes the line in
 * @param times when the room is on; null in journals from before sub-rooms were told of it
 * @param switching how lines are switched by themselves; null in journals from before they were
 * @param lines all that the room has; null in journals from before a sub-room could have its own
 */
public record RoomBrief(
    String roomId,
    long version,
    Wanted wanted,
    String sourceRegion,
    String activeLine,
    @Nullable URI upstream,
    @Nullable Times times,
    @Nullable List<Line> lines,
    @Nullable LineSwitching switching) {

  /** Of a room without lines but the active one. */
  public RoomBrief(
      String roomId,
      long version,
      Wanted wanted,
      String sourceRegion,
      String activeLine,
      @Nullable URI upstream,
      @Nullable Times times) {
    this(roomId, version, wanted, sourceRegion, activeLine, upstream, times, null, null);
  }

  /**
   * A line of the room.
   *
   * @param sourceRegion where it is taken in, or was last
   * @param upstream its relay there; null while no agent takes it in
   * @param liveSince since when its own video comes in there; null while it does not
   */
  public record Line(
      String id, String sourceRegion, @Nullable URI upstream, @Nullable Instant liveSince) {}

  /** The line that is active. */
  Line active() {
    Line known = listed(activeLine);
    return new Line(activeLine, sourceRegion, upstream, known == null ? null : known.liveSince());
  }

  private @Nullable Line listed(String lineId) {
    return lines == null
        ? null
        : lines.stream().filter(line -> line.id().equals(lineId)).findFirst().orElse(null);
  }

  /** One of the room's lines; null when it has no such line. */
  @Nullable Line line(String lineId) {
    if (lineId.equals(activeLine)) {
      return active();
    }
    return listed(lineId);
  }

  /** What a ladder of {@code playing} may play when that fails; null for nothing. */
  @Nullable LineFailover failover(String playing) {
    if (switching == null || !switching.automatic() || lines == null) {
      return null;
    }
    List<LineFailover.Line> others = new ArrayList<>();
    for (Line line : lines) {
      if (!line.id().equals(playing) && line.upstream() != null) {
        others.add(new LineFailover.Line(line.id(), line.upstream()));
      }
    }
    return others.isEmpty() ? null : new LineFailover(switching.lossMillis(), others);
  }

  /** Their ids. */
  List<String> lineIds() {
    return lines == null ? List.of(activeLine) : lines.stream().map(Line::id).toList();
  }

  /**
   * When a room is on, as it is planned, or earlier where it was started before its time.
   *
   * @param preparesAt from then on its sub-rooms run
   * @param endsAt null when nobody said
   */
  public record Times(Instant preparesAt, Instant startsAt, @Nullable Instant endsAt) {}

  /** What a room asks of its sub-rooms; it only ever grows. */
  public enum Wanted {
    /** The room's time is far off. */
    NOTHING,
    /** To be playable before the start. */
    READY,
    /** To play for viewers. */
    LIVE,
    /** To be gone. */
    CLOSED
  }

  /** True when the sub-room is to run somewhere. */
  boolean wantsPlace() {
    return wanted == Wanted.READY || wanted == Wanted.LIVE;
  }
}

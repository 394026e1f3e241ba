package io.roomfleet.orchestrator.region;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roomfleet.api.agent.Ability;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.LineFailover;
import io.roomfleet.api.agent.Source;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.AssignmentCost;
import java.net.URI;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a room, a sub-room or a co-host session asks a region for.
 *
 * @param id {@code relay/<roomId>/<lineId>}, {@code transcode/<roomId>/<subRoomId>} or {@code
 *     mix/<sessionId>}
 * @param roomId of a MIX: the session's id
 * @param attempt grows with each new try of the same owner, so that a late message is known as
 *     such; of a region's copy of a line: the version of what it was told to read, 0 for the source
 * @param ladder of a TRANSCODE, null for the others
 * @param source of a RELAY, null for the others
 * @param upstream of a TRANSCODE: the relay in the line's source region; null when it is not known
 *     or this is that region
 * @param active true for taking in the line that its room plays: where there is no place for all of
 *     its lines, this one comes first
 * @param bridged true for taking in a line that is on its way here and is taken in elsewhere until
 *     its video comes
 * @param demand of a TRANSCODE: who it is for; null for a RELAY, and in orders from before there
 *     were demands
 * @param failover what a TRANSCODE may play when its line fails; null for nothing
 * @param mix of a MIX, null for the others
 */
public record Order(
    String id,
    AssignmentKind kind,
    String roomId,
    @Nullable String subRoomId,
    String lineId,
    long attempt,
    Amount cost,
    @Nullable Ladder ladder,
    @Nullable Source source,
    @Nullable URI upstream,
    boolean active,
    @Nullable Demand demand,
    boolean bridged,
    @Nullable LineFailover failover,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MixPlan mix) {

  /** Of a room or a sub-room. */
  Order(
      String id,
      AssignmentKind kind,
      String roomId,
      @Nullable String subRoomId,
      String lineId,
      long attempt,
      Amount cost,
      @Nullable Ladder ladder,
      @Nullable Source source,
      @Nullable URI upstream,
      boolean active,
      @Nullable Demand demand,
      boolean bridged,
      @Nullable LineFailover failover) {
    this(
        id, kind, roomId, subRoomId, lineId, attempt, cost, ladder, source, upstream, active,
        demand, bridged, failover, null);
  }

  /**
   * Taking a line in.
   *
   * @param active true for the line that the room plays
   * @param bridged true while it is taken in elsewhere until its video comes here
   */
  public static Order ingest(
      String roomId, String lineId, long attempt, Source source, boolean active, boolean bridged) {
    return new Order(
        relayId(roomId, lineId),
        AssignmentKind.RELAY,
        roomId,
        null,
        lineId,
        attempt,
        AssignmentCost.ofRelay(),
        null,
        source,
        null,
        active,
        null,
        bridged,
        null);
  }

  /** A sub-room's ladder. */
  public static Order transcode(
      String roomId,
      String subRoomId,
      String lineId,
      long attempt,
      Ladder ladder,
      Demand demand,
      @Nullable URI upstream) {
    return new Order(
        "transcode/" + roomId + "/" + subRoomId,
        AssignmentKind.TRANSCODE,
        roomId,
        subRoomId,
        lineId,
        attempt,
        AssignmentCost.ofTranscode(ladder, demand.expectedViewers()),
        ladder,
        null,
        upstream,
        false,
        demand,
        false,
        null);
  }

  /** Bringing the people of a session together. */
  public static Order mix(String sessionId, long attempt, MixPlan plan) {
    return new Order(
        mixId(sessionId),
        AssignmentKind.MIX,
        sessionId,
        null,
        Assignment.Mix.LINE,
        attempt,
        AssignmentCost.ofMix(plan.canvas(), plan.seats().size(), plan.browsers()),
        null,
        null,
        null,
        false,
        null,
        false,
        null,
        plan);
  }

  public static String mixId(String sessionId) {
    return "mix/" + sessionId;
  }

  /** The same, with what it may play when its line fails. */
  public Order with(@Nullable LineFailover mayPlay) {
    return new Order(
        id, kind, roomId, subRoomId, lineId, attempt, cost, ladder, source, upstream, active,
        demand, bridged, mayPlay);
  }

  public static String relayId(String roomId, String lineId) {
    return "relay/" + roomId + "/" + lineId;
  }

  /**
   * The line's one copy in a region that is not its source, for this TRANSCODE and all others of
   * the line.
   */
  Order regionRelay() {
    return new Order(
        relayId(),
        AssignmentKind.RELAY,
        roomId,
        null,
        lineId,
        0,
        AssignmentCost.ofRelay(),
        null,
        new Source.Upstream(upstream, null),
        null,
        false,
        null,
        false,
        null);
  }

  /** The same copy of a line, reading what its room says. */
  Order fedBy(RelayFeed feed) {
    Source read = feed.url() == null ? source : new Source.Upstream(feed.url(), feed.fallback());
    return new Order(
        id,
        kind,
        roomId,
        null,
        lineId,
        feed.version(),
        cost,
        null,
        read,
        null,
        false,
        null,
        false,
        null);
  }

  /** True for a copy of a line that reads what its room said, rather than the line's source. */
  boolean isFed() {
    return source instanceof Source.Upstream && attempt > 0;
  }

  /** True for a line as its publisher sends it, false for a copy of one, and for a ladder. */
  boolean takesIn() {
    return source != null && !(source instanceof Source.Upstream);
  }

  /** What an agent must be able to do for it. */
  public Set<String> abilities() {
    Set<String> abilities = new HashSet<>();
    abilities.add(Ability.of(kind));
    if (source instanceof Source.Rtmp) {
      abilities.add(Ability.listen("rtmp"));
    } else if (source instanceof Source.Srt) {
      abilities.add(Ability.listen("srt"));
    } else if (mix != null && mix.browsers() > 0) {
      abilities.add(Ability.WEBRTC);
    }
    return abilities;
  }

  String relayId() {
    return relayId(roomId, lineId);
  }

  /** What goes first when not all can be placed at once: on air, then the biggest audience. */
  static final Comparator<Order> URGENCY =
      Comparator.comparing((Order order) -> order.demand != null && order.demand.onAir())
          .thenComparing(order -> order.demand == null ? 0 : order.demand.expectedViewers())
          .reversed()
          .thenComparing(Order::id);

  /**
   * True when running {@code other} instead needs no new start: only where it reads from may
   * differ, and of a ladder the line too.
   */
  boolean runsLike(Order other) {
    return kind == other.kind
        && (ladder != null || lineId.equals(other.lineId))
        && Objects.equals(ladder, other.ladder);
  }
}

package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.agent.EncoderQuality;
import io.roomfleet.api.agent.LineQuality;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.alert.AlertSubject.Kind;
import io.roomfleet.orchestrator.alert.rule.Layout;
import io.roomfleet.orchestrator.alert.rule.Metric;
import io.roomfleet.orchestrator.alert.rule.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From what agents and Meters say of a room to the figures that rules look at. Agents say a thing
 * once and then only when it changes, so the last word is remembered: what is silent since five to
 * eight is silent for ten more seconds ten seconds later. Pure; mutable, of one owner; bounded by
 * the room's sub-rooms, since of others nothing is taken in.
 */
final class RoomSenses {
  /** Later words say nothing of now. */
  private static final long FRESH = 10_000;

  private static final long PLACED = 20_000;

  /** A little more than an agent takes to find a line bad that it was told to play again. */
  private static final long RETURNING = 16_000;

  private static final long VIEWERS_KEPT = 35_000;
  private static final Duration CLOSING = Duration.ofMinutes(2);

  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Long> gapMillis = new HashMap<>();
  private final StageSenses stage = new StageSenses();
  private @Nullable RoomFacts facts;
  private long lostSince = -1;

  private static final class Place {
    private @Nullable String agentId;
    private @Nullable String region;
    private @Nullable String lineId;
    private @Nullable String left;
    private long leftAt;
    private long backAt = -RETURNING;
    private boolean told;
    private long heardAt;
    private @Nullable EncoderQuality encoder;
    private final Map<String, Seen> viewers = new HashMap<>();

    void at(@Nullable String agent, @Nullable String itsRegion) {
      if (!Objects.equals(agentId, agent)) {
        encoder = null;
      }
      agentId = agent;
      region = itsRegion;
    }

    /**
     * Whether it went back to its room's line a moment ago: its agent looks at that beside the one
     * that it plays, and may find it as bad as it was.
     */
    boolean returns(long now) {
      return now - backAt < RETURNING;
    }

    boolean isAt(String agent) {
      return agent.equals(agentId);
    }

    double viewers(long now) {
      viewers.values().removeIf(seen -> now - seen.at() > VIEWERS_KEPT);
      return viewers.values().stream().mapToDouble(Seen::viewers).sum();
    }
  }

  private record Seen(long at, int viewers) {}

  void facts(RoomFacts now) {
    facts = now;
    places.keySet().removeIf(subRoom -> !now.subRooms().contains(subRoom));
  }

  @Nullable RoomFacts facts() {
    return facts;
  }

  /** How the room stands. */
  Layout layout(String roomId, Instant now) {
    RoomFacts known = facts;
    if (known == null) {
      return new Layout(false, false, roomId, null, null, null, List.of());
    }
    List<Layout.Market> markets = new ArrayList<>();
    for (String subRoom : known.subRooms()) {
      Place place = places.get(subRoom);
      markets.add(
          place == null
              ? new Layout.Market(subRoom, null, null)
              : new Layout.Market(subRoom, place.region, place.agentId, left(place)));
    }
    return new Layout(
        known.live(),
        known.endsAt() != null && now.isAfter(known.endsAt().minus(CLOSING)),
        roomId,
        known.lineId(),
        known.lineAgent(),
        known.agendaItem(),
        markets,
        stage.people());
  }

  private static @Nullable String left(Place place) {
    return place.left == null
        ? null
        : "%s; line %s is played there".formatted(place.left, place.lineId);
  }

  /** Who is on the stage of the room's session, and how they come in. */
  StageSenses stage() {
    return stage;
  }

  /** A sub-room's own word of where it is: it counts for more than an agent's. */
  void plays(AlertCommand.Plays said, long now) {
    RoomFacts known = facts;
    if (known == null || !known.subRooms().contains(said.subRoomId())) {
      return;
    }
    Place place = places.computeIfAbsent(said.subRoomId(), id -> new Place());
    place.told = true;
    place.at(said.agentId(), said.region());
    place.lineId = said.lineId();
    if (place.left != null && said.left() == null) {
      place.backAt = now;
    } else if (place.left == null && said.left() != null && !place.returns(now)) {
      place.leftAt = now;
    }
    place.left = said.left();
  }

  /** The line that a sub-room plays; null when that is unknown. */
  @Nullable String lineOf(String subRoomId) {
    Place place = places.get(subRoomId);
    return place == null ? null : place.lineId;
  }

  /** Takes an agent's word, and gives the figures that are in it. */
  void heard(Heard heard, long now, Consumer<Sample> to) {
    RoomFacts known = facts;
    if (known == null) {
      return;
    }
    for (Heard.Encoder encoder : heard.encoders()) {
      if (known.subRooms().contains(encoder.subRoomId())) {
        Place place = placed(encoder.subRoomId(), heard, now);
        if (place.isAt(heard.agentId())) {
          place.encoder = encoder.quality();
        }
      }
    }
    for (Heard.Viewers viewers : heard.viewers()) {
      if (known.subRooms().contains(viewers.subRoomId()) && now - viewers.second() * 1000 < FRESH) {
        viewers(viewers, heard, now, to);
      }
    }
    for (LineQuality line : heard.lines()) {
      if (line.lineId().equals(known.lineId())) {
        line(line, heard, known, now, to);
      }
      if (line.pace() != null) {
        pace(line, line.pace(), heard.agentId(), known, now, to);
      }
    }
    if (heard.busy() != null) {
      to.accept(sample(Kind.AGENT, heard.agentId(), Metric.AGENT_BUSY, now, heard.busy(), 1));
    }
  }

  /**
   * Where a sub-room runs: where it says, and before it said anything where an agent encodes it, or
   * did lately.
   */
  private Place placed(String subRoomId, Heard heard, long now) {
    Place place = places.computeIfAbsent(subRoomId, id -> new Place());
    if (!place.told && !place.isAt(heard.agentId()) && now - place.heardAt > PLACED) {
      place.at(heard.agentId(), heard.region());
    }
    if (place.isAt(heard.agentId())) {
      place.heardAt = now;
    }
    return place;
  }

  private void viewers(Heard.Viewers said, Heard heard, long now, Consumer<Sample> to) {
    Place place = places.computeIfAbsent(said.subRoomId(), id -> new Place());
    if (!place.told && place.agentId == null) {
      place.at(heard.agentId(), heard.region());
    }
    place.viewers.put(heard.agentId(), new Seen(now, said.viewers()));
    double all = place.viewers(now);
    to.accept(sample(Kind.SUB_ROOM, said.subRoomId(), Metric.VIEWERS, now, all, all));
    if (said.measuredMillis() > 0) {
      double ratio = Math.min(1, (double) said.stalledMillis() / said.measuredMillis());
      to.accept(
          sample(
              Kind.SUB_ROOM,
              said.subRoomId(),
              Metric.STALL_RATIO,
              now,
              ratio,
              said.measuredMillis() / 1000.0));
    }
    if (said.latencyMillis() != null) {
      double seconds = said.latencyMillis() / 1000.0;
      to.accept(
          sample(Kind.SUB_ROOM, said.subRoomId(), Metric.LATENCY, now, seconds, said.viewers()));
    }
    if (said.joinMillis() != null && said.joins() > 0) {
      double seconds = said.joinMillis() / 1000;
      to.accept(
          sample(Kind.SUB_ROOM, said.subRoomId(), Metric.JOIN_TIME, now, seconds, said.joins()));
    }
  }

  /** What does not come in time of a line is missing in all that an agent makes of it. */
  private void pace(
      LineQuality line,
      double pace,
      String agentId,
      RoomFacts known,
      long now,
      Consumer<Sample> to) {
    places.forEach(
        (id, place) -> {
          String plays = Objects.requireNonNullElse(place.lineId, known.lineId());
          if (place.isAt(agentId) && plays.equals(line.lineId()) && !place.returns(now)) {
            to.accept(sample(Kind.SUB_ROOM, id, Metric.STARVED, now, Math.max(0, 1 - pace), 1));
          }
        });
  }

  private void line(LineQuality line, Heard heard, RoomFacts known, long now, Consumer<Sample> to) {
    Long before = gapMillis.put(heard.agentId(), line.gapMillis());
    double gaps =
        before == null ? 0 : Math.max(0, Math.min(1, (line.gapMillis() - before) / 1000.0));
    double share = line.bitrate() == 0 ? 1 : gaps;
    to.accept(sample(Kind.AGENT, heard.agentId(), Metric.LINE_GAPS, now, share, 1));
    Integer offset = line.avOffsetMillis();
    if (offset != null && heard.agentId().equals(known.lineAgent())) {
      double apart = Math.abs(offset) / 1000.0;
      to.accept(sample(Kind.LINE, line.lineId(), Metric.AV_OFFSET, now, apart, 1));
    }
  }

  /** What viewers did in ten seconds. */
  void counted(Counted counted, long now, Consumer<Sample> to) {
    RoomFacts known = facts;
    if (known == null || !known.subRooms().contains(counted.subRoomId())) {
      return;
    }
    String id = counted.subRoomId();
    to.accept(
        sample(
            Kind.SUB_ROOM, id, Metric.COMPLAINTS, now, counted.complaints(), counted.comments()));
    Place place = places.get(id);
    double viewers = place == null ? 0 : place.viewers(now);
    double could = viewers > 0 ? viewers : counted.active();
    if (could > 0) {
      to.accept(sample(Kind.SUB_ROOM, id, Metric.ORDERS, now, counted.orders(), could));
    }
  }

  /** The figures of each second that come of remembered words. */
  void tick(long now, Consumer<Sample> to) {
    stage.tick(now, to);
    RoomFacts known = facts;
    if (known == null || !known.live()) {
      lostSince = -1;
      return;
    }
    long live = known.liveSince() == null ? now : known.liveSince().toEpochMilli();
    if (known.hasVideo()) {
      lostSince = -1;
    } else if (lostSince < 0) {
      lostSince = now;
    }
    double lost = lostSince < 0 ? 0 : (now - Math.max(live, lostSince)) / 1000.0;
    to.accept(sample(Kind.LINE, known.lineId(), Metric.INPUT_LOST, now, Math.max(0, lost), 1));
    places.forEach(
        (id, place) -> {
          encoder(id, place.encoder, live, now, to);
          double away = place.left == null ? 0 : (now - Math.max(live, place.leftAt)) / 1000.0;
          to.accept(sample(Kind.SUB_ROOM, id, Metric.LINE_LEFT, now, Math.max(0, away), 1));
        });
  }

  private static void encoder(
      String id, @Nullable EncoderQuality encoder, long live, long now, Consumer<Sample> to) {
    if (encoder == null) {
      return;
    }
    to.accept(since(id, Metric.BLACK, encoder.blackSince(), live, now));
    to.accept(since(id, Metric.FROZEN, encoder.frozenSince(), live, now));
    to.accept(since(id, Metric.SILENT, encoder.silentSince(), live, now));
    if (encoder.speed() != null) {
      double behind = Math.max(0, 1 - encoder.speed());
      to.accept(sample(Kind.SUB_ROOM, id, Metric.ENCODER_BEHIND, now, behind, 1));
    }
  }

  /** Before the room was on air it was still and silent by design. */
  private static Sample since(
      String id, Metric metric, @Nullable Instant since, long live, long now) {
    double seconds =
        since == null ? 0 : Math.max(0, now - Math.max(live, since.toEpochMilli())) / 1000.0;
    return sample(Kind.SUB_ROOM, id, metric, now, seconds, 1);
  }

  private static Sample sample(
      Kind kind, String id, Metric metric, long at, double value, double weight) {
    return new Sample(new AlertSubject(kind, id), metric, at, value, weight);
  }
}

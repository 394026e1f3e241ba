package io.roomfleet.orchestrator.steering;

import io.roomfleet.api.steering.RouteMatch;
import io.roomfleet.api.steering.RouteView;
import io.roomfleet.api.steering.RouteView.Candidate;
import io.roomfleet.api.steering.SteeringManifest;
import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.Steering;
import io.roomfleet.orchestrator.placement.price.LatencyMatrix;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.steering.MarketChoice.Ranked;
import io.roomfleet.orchestrator.steering.RouteWord.Edge;
import io.roomfleet.orchestrator.steering.RouteWord.SubRoomTold;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers where viewers are sent from this node's memory; nobody is asked. */
public final class SteeringService implements Steering {
  private static final Pattern BUCKET = Pattern.compile("\\d{1,2}");

  private static final int GROUPS = 100;

  private final RouteTable table;
  private final FleetView fleet;
  private final SteeringSettings settings;
  private final InstantSource clock;
  private final MarketChoice markets = new MarketChoice(Atlas.load());
  private final Ways ways;
  private final ManifestWriter writer;

  public SteeringService(
      RouteTable table, FleetView fleet, SteeringSettings settings, InstantSource clock) {
    this.table = table;
    this.fleet = fleet;
    this.settings = settings;
    this.clock = clock;
    this.ways = new Ways(settings, table::edge);
    this.writer = new ManifestWriter(settings.ttl().toSeconds(), table::breaks);
  }

  @Override
  public Outcome<SteeringManifest> manifest(String roomId, Query query) {
    Map<String, RouteEntry> room = table.room(roomId);
    Outcome<SteeringManifest> unknown = unknown(roomId, room, query);
    if (unknown != null) {
      return unknown;
    }
    RouteEntry own = own(room, query);
    List<Way> all = ways.of(own, room, clock.millis());
    int group = group(roomId, query.session());
    return writer
        .write(own.told(), all, group, query.pathway())
        .map(Outcome::done)
        .orElseGet(() -> nowhere(roomId, own.told()));
  }

  private RouteEntry own(Map<String, RouteEntry> room, Query query) {
    RouteEntry asked = query.subRoomId() == null ? null : room.get(query.subRoomId());
    return asked != null ? asked : markets.rank(room.values(), viewer(query)).get(0).entry();
  }

  /** Why nothing can be said; null when something can. */
  private <T> @Nullable Outcome<T> unknown(
      String roomId, Map<String, RouteEntry> room, Query query) {
    boolean known =
        query.subRoomId() == null ? !room.isEmpty() : room.containsKey(query.subRoomId());
    // A sub-room that is known has told all that is needed of it; which ones there are, only a
    // whole
    // table knows.
    if (known && (query.subRoomId() != null || table.isWhole())) {
      return null;
    } else if (!table.isWhole()) {
      return Outcome.refused(
          503, "routes_unknown", "this node has just come up and is told where sub-rooms are");
    }
    String what = query.subRoomId() == null ? "a sub-room" : query.subRoomId();
    return Outcome.refused(
        404, "no_route", "room %s: %s (expected: one that runs)".formatted(roomId, what));
  }

  private static <T> Outcome<T> nowhere(String roomId, SubRoomTold told) {
    return Outcome.refused(
        404,
        "no_route",
        "room %s: %s is %s (expected: one that plays)"
            .formatted(roomId, told.subRoomId(), told.status()));
  }

  /** 0 to 99, the same for a session as long as it watches a room. */
  static int group(String roomId, String session) {
    if (BUCKET.matcher(session).matches()) {
      return Integer.parseInt(session); // An agent has drawn it.
    }
    long hash = (roomId + "\n" + session).hashCode() * 0x9E3779B97F4A7C15L;
    return (int) ((hash >>> 33) % GROUPS);
  }

  private Viewer viewer(Query query) {
    Double latitude = query.latitude();
    Double longitude = query.longitude();
    return new Viewer(
        query.subRoomId(),
        query.country(),
        query.language(),
        latitude == null || longitude == null ? null : new Atlas.Spot(latitude, longitude));
  }

  @Override
  public Outcome<RouteView> route(String roomId, Query query) {
    Map<String, RouteEntry> room = table.room(roomId);
    Outcome<RouteView> unknown = unknown(roomId, room, query);
    if (unknown != null) {
      return unknown;
    }
    Instant now = clock.instant();
    List<Ranked> ranked = new ArrayList<>(markets.rank(room.values(), viewer(query)));
    ranked.sort((a, b) -> Boolean.compare(isAsked(b), isAsked(a)));
    Ranked first = ranked.get(0);
    List<Way> own = ways.of(first.entry(), room, now.toEpochMilli());
    List<Candidate> candidates = new ArrayList<>();
    for (Way way : own) {
      RouteMatch match = way.isFallback() ? RouteMatch.FALLBACK : first.match();
      Double km = km(ranked, way.entry());
      candidates.add(candidate(way.entry().told(), way, way.edge(), match, km, way.reason(), now));
    }
    for (Ranked other : ranked) {
      SubRoomTold told = other.entry().told();
      boolean listed = own.stream().anyMatch(way -> way.entry().told() == told);
      if (!listed) {
        candidates.add(
            candidate(told, null, told.at(), other.match(), other.km(), reason(other), now));
      }
    }
    candidates.sort((a, b) -> Double.compare(b.share(), a.share()));
    Candidate best = candidates.get(0).share() > 0 ? candidates.get(0) : null;
    return Outcome.done(
        new RouteView(roomId, query.country(), best, candidates, why(first, best), now));
  }

  private static boolean isAsked(Ranked ranked) {
    return ranked.match() == RouteMatch.ASKED;
  }

  private static @Nullable Double km(List<Ranked> ranked, RouteEntry entry) {
    return ranked.stream()
        .filter(each -> each.entry() == entry)
        .findFirst()
        .flatMap(each -> Optional.ofNullable(each.km()))
        .orElse(null);
  }

  private static String reason(Ranked other) {
    SubRoomTold told = other.entry().told();
    if (!told.plays()) {
      return "it is " + told.status() + " and plays nowhere";
    }
    return switch (other.match()) {
      case ASKED, COUNTRY -> "another sub-room has the same market, or is nearer";
      case LANGUAGE -> "it has the language, another one fits better";
      case DISTANCE, FALLBACK -> "it is another market, farther away or in another language";
    };
  }

  private static String why(Ranked first, @Nullable Candidate best) {
    if (best == null) {
      return "nothing plays that the viewer may have";
    }
    String own = first.entry().told().subRoomId();
    String chosen =
        switch (first.match()) {
          case ASKED -> own + " was asked for";
          case COUNTRY -> own + " is the market of the viewer's country";
          case LANGUAGE -> own + " has the viewer's language, and no market is its country";
          case DISTANCE, FALLBACK ->
              own + (first.km() == null ? " is the first that plays" : " is the nearest market");
        };
    return chosen + "; " + best.subRoomId() + ": " + best.reason();
  }

  private Candidate candidate(
      SubRoomTold told,
      @Nullable Way way,
      @Nullable Edge at,
      RouteMatch match,
      @Nullable Double km,
      String reason,
      Instant now) {
    EdgeState state = at == null ? EdgeState.UNKNOWN : table.edge(at.agentId());
    return new Candidate(
        told.subRoomId(),
        told.market(),
        told.locale(),
        told.status(),
        told.line(),
        at == null ? null : at.region(),
        at == null ? null : at.agentId(),
        at == null ? null : at.hls(),
        way == null ? null : way.pathway().id(),
        match,
        km == null ? null : (int) Math.round(km),
        at == null ? null : roundTrip(at.region(), told.timeZone(), now),
        state.load(),
        way == null ? 0 : way.share(),
        reason);
  }

  private @Nullable Integer roundTrip(String region, String market, Instant now) {
    ZoneId zone = fleet.zones().get(region);
    LatencyMatrix latency = fleet.policy().latency();
    try {
      return zone == null
          ? null
          : (int) Math.round(latency.millis(region, zone, ZoneId.of(market), now));
    } catch (DateTimeException e) {
      return null;
    }
  }
}

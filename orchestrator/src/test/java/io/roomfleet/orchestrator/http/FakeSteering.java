package io.roomfleet.orchestrator.http;

import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.api.steering.Pathway;
import io.roomfleet.api.steering.RouteMatch;
import io.roomfleet.api.steering.RouteView;
import io.roomfleet.api.steering.SteeringManifest;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A sub-room at one edge and its fallback at another; what was asked is kept. */
public final class FakeSteering implements Steering {
  private static final URI MASTER = URI.create("http://b.example:8090/hls/r/at/master.m3u8");

  Query asked;
  boolean whole = true;
  boolean plays = true;

  @Override
  public Outcome<SteeringManifest> manifest(String roomId, Query query) {
    asked = query;
    if (!whole) {
      return Outcome.refused(503, "routes_unknown", "just come up");
    } else if (!plays) {
      return Outcome.refused(404, "no_route", "nothing plays");
    }
    Pathway there = new Pathway(MASTER, "at", 2);
    return Outcome.done(
        new SteeringManifest(
            1,
            2,
            null,
            List.of(there.id(), "a"),
            List.of(SteeringManifest.Clone.of("a", there, Map.of("360p", "360p/index.m3u8")))));
  }

  @Override
  public Outcome<RouteView> route(String roomId, Query query) {
    asked = query;
    if (!whole) {
      return Outcome.refused(503, "routes_unknown", "just come up");
    } else if (!plays) {
      return Outcome.refused(404, "no_route", "nothing plays");
    }
    RouteView.Candidate at =
        candidate("at", "AT", RouteMatch.FALLBACK, 0.25, "the room names it as a fallback");
    RouteView.Candidate de = candidate("de", "DE", RouteMatch.COUNTRY, 0.75, "it is here");
    RouteView.Candidate us =
        new RouteView.Candidate(
            "us",
            "US",
            "en-US",
            SubRoomStatus.DEGRADED,
            "main",
            null,
            null,
            null,
            null,
            RouteMatch.DISTANCE,
            6385,
            null,
            0,
            0,
            "it is DEGRADED and plays nowhere");
    return Outcome.done(
        new RouteView(
            roomId,
            query.country(),
            de,
            List.of(de, at, us),
            "de is the market of the viewer's country; de: it is here",
            FakeDomain.NOW));
  }

  private static RouteView.Candidate candidate(
      String id, String market, RouteMatch match, double share, String reason) {
    URI hls = URI.create("http://%s.example:8090/hls/r/%s/master.m3u8".formatted(id, id));
    return new RouteView.Candidate(
        id,
        market,
        "de-" + market,
        SubRoomStatus.LIVE,
        "main",
        "eu-west",
        "agent-" + id,
        hls,
        new Pathway(hls, 0).id(),
        match,
        120,
        30,
        0.4,
        share,
        reason);
  }
}

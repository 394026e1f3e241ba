package io.roomfleet.orchestrator.http.route;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.orchestrator.http.Outcome;
import io.roomfleet.orchestrator.http.Refusal;
import io.roomfleet.orchestrator.http.Steering;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Call;
import io.roomfleet.orchestrator.http.wire.Endpoint;
import io.roomfleet.orchestrator.http.wire.Problems;
import io.roomfleet.orchestrator.http.wire.QueryParameters;
import io.roomfleet.orchestrator.http.wire.RefusedRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Where viewers are sent: for players, who need no token, and for apps. */
final class SteeringEndpoints {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
  private static final Pattern SUB_ROOM = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Pattern PATHWAY = Pattern.compile("[A-Za-z0-9._-]{1,200}");
  private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9._-]{0,100}");
  private static final Pattern DEGREES = Pattern.compile("-?\\d{1,3}(\\.\\d{1,9})?");
  private static final String PATHWAY_NAME = "_HLS_pathway";

  private final Steering steering;

  SteeringEndpoints(Steering steering) {
    this.steering = steering;
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "/v1/steering/{roomId}",
                Set.of(
                    "subRoomId",
                    "country",
                    "language",
                    "session",
                    "CMCD",
                    PATHWAY_NAME,
                    "_HLS_throughput"),
                this::steer)
            .withoutToken(),
        Endpoint.get(
            "/v1/routes",
            Set.of("roomId", "subRoomId", "country", "language", "lat", "lon"),
            this::route));
  }

  // GET /v1/steering/{roomId}?subRoomId=&country=&language=&session=&_HLS_pathway=&_HLS_throughput=
  private CompletionStage<HttpResponse> steer(Call call) {
    Answer answer;
    try {
      answer =
          steering
              .manifest(RoomIds.roomOf(call), query(call))
              .fold(
                  // A CDN may keep it for a moment: there are few different ones.
                  done -> Answer.of(200, done).with("Cache-Control", "public, max-age=1"),
                  refused -> refused(refused.refusal(), call));
    } catch (RefusedRequest e) {
      answer = refused(e.refusal(), call);
    }
    return completedFuture(answer.with("Access-Control-Allow-Origin", "*").toResponse());
  }

  private static Answer refused(Refusal refusal, Call call) {
    return Problems.of(refusal, call.path()).with("Cache-Control", "no-store");
  }

  // GET /v1/routes?roomId=&subRoomId=&country=&language=&lat=&lon=
  private CompletionStage<HttpResponse> route(Call call) {
    String roomId = call.query().text("roomId");
    if (roomId == null || !RoomIds.isRoom(roomId)) {
      throw QueryParameters.bad("roomId", Objects.requireNonNullElse(roomId, ""), "a room's id");
    }
    Outcome<?> outcome = steering.route(roomId, query(call));
    return Answers.shown(call, completedFuture(outcome));
  }

  private static Steering.Query query(Call call) {
    String subRoomId = matching(call, "subRoomId", SUB_ROOM, "a sub-room's id");
    String country = matching(call, "country", COUNTRY, "two capital letters, such as DE");
    String language = matching(call, "language", LANGUAGE, "two or three letters, such as de");
    Double latitude = degrees(call, "lat", 90);
    Double longitude = degrees(call, "lon", 180);
    if ((latitude == null) != (longitude == null)) {
      throw QueryParameters.bad(latitude == null ? "lat" : "lon", "", "both lat and lon, or none");
    }
    if (subRoomId == null && country == null && language == null && latitude == null) {
      throw QueryParameters.bad("country", "", "a country, a language, a place or a sub-room");
    }
    String session = matching(call, "session", SESSION, "up to 100 of A-Z a-z 0-9 . _ -");
    return new Steering.Query(
        subRoomId,
        country,
        latitude,
        longitude,
        language,
        matching(call, PATHWAY_NAME, PATHWAY, "a pathway's id"),
        Objects.requireNonNullElse(session, ""));
  }

  private static @Nullable String matching(
      Call call, String name, Pattern pattern, String expected) {
    String text = call.query().text(name);
    if (text == null || pattern.matcher(text).matches()) {
      return text;
    }
    throw QueryParameters.bad(name, text, expected);
  }

  private static @Nullable Double degrees(Call call, String name, int most) {
    String text = call.query().text(name);
    if (text == null) {
      return null;
    }
    if (DEGREES.matcher(text).matches() && Math.abs(Double.parseDouble(text)) <= most) {
      return Double.valueOf(text);
    }
    throw QueryParameters.bad(name, text, "degrees, -%d to %d".formatted(most, most));
  }
}

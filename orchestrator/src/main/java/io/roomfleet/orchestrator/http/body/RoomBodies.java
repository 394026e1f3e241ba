package io.roomfleet.orchestrator.http.body;

import static io.roomfleet.orchestrator.http.body.Rules.instant;
import static io.roomfleet.orchestrator.http.body.Rules.integer;
import static io.roomfleet.orchestrator.http.body.Rules.list;
import static io.roomfleet.orchestrator.http.body.Rules.matching;
import static io.roomfleet.orchestrator.http.body.Rules.object;
import static io.roomfleet.orchestrator.http.body.Rules.oneOf;
import static io.roomfleet.orchestrator.http.body.Rules.region;
import static io.roomfleet.orchestrator.http.body.Rules.text;
import static io.roomfleet.orchestrator.http.body.Rules.unique;
import static io.roomfleet.orchestrator.http.body.Rules.url;
import static io.roomfleet.orchestrator.http.body.Rules.words;

import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.room.CreateRoomRequest;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.LineSpec;
import io.roomfleet.api.room.LineSwitching;
import io.roomfleet.api.room.ReasonRequest;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.orchestrator.http.body.Fields.Field;
import io.roomfleet.orchestrator.http.wire.Json;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The bodies that are about a room. The rules stand on the records; here they are kept. */
public final class RoomBodies {
  private static final Set<String> PULL_SCHEMES = Set.of("rtmp", "rtmps", "srt", "http", "https");

  private static final int MOST_LINES = 16;

  private RoomBodies() {}

  /**
   * The body of {@code POST /v1/rooms}.
   *
   * @param regions that are configured
   */
  public static CreateRoomRequest create(ByteString body, Set<String> regions) {
    return Fields.read(Json.object(body), fields -> createRoom(fields, regions));
  }

  /** The body of a verb that takes a reason; it may be left out. */
  public static ReasonRequest reason(ByteString body) {
    return body.isEmpty()
        ? new ReasonRequest(null)
        : Fields.read(Json.object(body), RoomBodies::reason);
  }

  /** The body of a verb that takes nothing: none, or {@code {}}. */
  public static void nothing(ByteString body) {
    if (!body.isEmpty()) {
      Fields.read(Json.object(body), fields -> fields.whole(() -> ""));
    }
  }

  private static @Nullable CreateRoomRequest createRoom(Fields fields, Set<String> regions) {
    Field<String> title = fields.required("title", words(200));
    Field<String> hostId = fields.required("hostId", matching("[A-Za-z0-9._-]{1,64}"));
    Field<RoomMode> mode = fields.optional("mode", oneOf(RoomMode.class));
    Field<Instant> startsAt = fields.required("startsAt", instant());
    Field<Instant> endsAt = fields.optional("endsAt", instant());
    Field<String> sourceRegion = fields.required("sourceRegion", region(regions));
    Field<List<String>> allowedSourceRegions =
        fields.optional(
            "allowedSourceRegions",
            unique("", Function.identity(), list(1, regions.size(), region(regions))));
    Field<List<LineSpec>> lines =
        fields.optional(
            "lines", unique("id", LineSpec::id, list(1, MOST_LINES, object(RoomBodies::line))));
    Field<LineSwitching> lineSwitching =
        fields.optional("lineSwitching", object(LineBodies::switching));
    Field<Integer> prepareLead = fields.optional("prepareLeadSeconds", integer(0, 86_400));

    endsAt.must(
        end -> startsAt.orNull() == null || end.isAfter(startsAt.get()),
        "an instant after startsAt");

    return fields.whole(
        () ->
            new CreateRoomRequest(
                title.get(),
                hostId.get(),
                mode.orNull(),
                startsAt.get(),
                endsAt.orNull(),
                sourceRegion.get(),
                allowedSourceRegions.orNull(),
                lines.orNull(),
                prepareLead.orNull(),
                lineSwitching.orNull()));
  }

  private static @Nullable LineSpec line(Fields fields) {
    Field<String> id =
        fields.required(
            "id",
            matching(LineBodies.LINE_ID)
                .and(
                    it -> !it.equals(Assignment.Mix.ROOMS_LINE),
                    "another id than stage, which is that of a session's mix"));
    Field<LineKind> kind =
        fields.required("kind", oneOf(EnumSet.complementOf(EnumSet.of(LineKind.STAGE))));
    Field<URI> url = fields.optional("url", url(PULL_SCHEMES));

    if (kind.orNull() == LineKind.PULL) {
      url.mustBeSent(true, "a URL to pull");
    } else if (kind.orNull() != null) {
      url.mustBeSent(false, "no url, which is for pull alone");
    }

    return fields.whole(() -> new LineSpec(id.get(), kind.get(), url.orNull()));
  }

  private static @Nullable ReasonRequest reason(Fields fields) {
    Field<String> reason = fields.optional("reason", text(0, 500));
    return fields.whole(() -> new ReasonRequest(reason.orNull()));
  }
}

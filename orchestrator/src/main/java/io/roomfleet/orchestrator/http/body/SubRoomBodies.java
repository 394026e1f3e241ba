package io.roomfleet.orchestrator.http.body;

import static io.roomfleet.orchestrator.http.body.Rules.integer;
import static io.roomfleet.orchestrator.http.body.Rules.list;
import static io.roomfleet.orchestrator.http.body.Rules.locale;
import static io.roomfleet.orchestrator.http.body.Rules.matching;
import static io.roomfleet.orchestrator.http.body.Rules.object;
import static io.roomfleet.orchestrator.http.body.Rules.oneOf;
import static io.roomfleet.orchestrator.http.body.Rules.region;
import static io.roomfleet.orchestrator.http.body.Rules.text;
import static io.roomfleet.orchestrator.http.body.Rules.unique;
import static io.roomfleet.orchestrator.http.body.Rules.zone;

import io.roomfleet.api.room.AddSubRoomsRequest;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.LadderPreset;
import io.roomfleet.api.room.MigrateRequest;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.room.SubRoomRequest;
import io.roomfleet.orchestrator.http.body.Fields.Field;
import io.roomfleet.orchestrator.http.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The bodies that are about sub-rooms. */
public final class SubRoomBodies {
  private static final int MOST_IN_ONE_CALL = 50;
  private static final int MOST_FALLBACKS = 10;
  private static final String MARKET = "[A-Za-z0-9-]{1,32}";
  private static final int MOST_VIEWERS = 100_000_000;

  private SubRoomBodies() {}

  /**
   * The body of {@code POST /v1/rooms/{roomId}/sub-rooms}.
   *
   * @param regions that are configured
   */
  public static AddSubRoomsRequest add(ByteString body, Set<String> regions) {
    return Fields.read(Json.object(body), fields -> addSubRooms(fields, regions));
  }

  /**
   * The body of {@code POST /v1/rooms/{roomId}/sub-rooms/{subRoomId}:migrate}; it may be left out.
   *
   * @param regions that are configured
   */
  public static MigrateRequest migrate(ByteString body, Set<String> regions) {
    return body.isEmpty()
        ? new MigrateRequest(null, null)
        : Fields.read(Json.object(body), fields -> migrate(fields, regions));
  }

  private static @Nullable MigrateRequest migrate(Fields fields, Set<String> regions) {
    Field<String> region = fields.optional("region", region(regions));
    Field<String> reason = fields.optional("reason", text(0, 500));
    return fields.whole(() -> new MigrateRequest(region.orNull(), reason.orNull()));
  }

  private static @Nullable AddSubRoomsRequest addSubRooms(Fields fields, Set<String> regions) {
    Field<List<SubRoomRequest>> subRooms = fields.required("subRooms", subRooms(regions));
    return fields.whole(() -> new AddSubRoomsRequest(subRooms.get()));
  }

  /** A list of sub-rooms, each market once. */
  static Rule<List<SubRoomRequest>> subRooms(Set<String> regions) {
    return unique(
        "market",
        subRoom -> subRoom.market().toLowerCase(Locale.ROOT),
        list(1, MOST_IN_ONE_CALL, object(each -> subRoom(each, regions))));
  }

  private static @Nullable SubRoomRequest subRoom(Fields fields, Set<String> regions) {
    Field<String> market = fields.required("market", matching(MARKET));
    Field<String> locale = fields.required("locale", locale());
    Field<String> timeZone = fields.required("timeZone", zone());
    Field<Ladder> ladder = fields.optional("ladder", object(SubRoomBodies::ladder));
    Field<String> wantedRegion = fields.optional("wantedRegion", region(regions));
    Field<List<String>> allowedRegions =
        fields.optional(
            "allowedRegions",
            unique("", Function.identity(), list(1, regions.size(), region(regions))));
    Field<Integer> viewers = fields.optional("expectedViewers", integer(0, MOST_VIEWERS));
    Field<List<String>> fallbacks =
        fields.optional(
            "fallbackMarkets",
            unique(
                "", it -> it.toLowerCase(Locale.ROOT), list(1, MOST_FALLBACKS, matching(MARKET))));
    List<String> allowed = allowedRegions.orNull();
    wantedRegion.must(
        wanted -> allowed == null || allowed.contains(wanted), "one of allowedRegions");
    return fields.whole(
        () ->
            new SubRoomRequest(
                market.get(),
                locale.get(),
                timeZone.get(),
                ladder.orNull(),
                wantedRegion.orNull(),
                allowed,
                viewers.orNull(),
                fallbacks.orNull()));
  }

  private static @Nullable Ladder ladder(Fields fields) {
    Field<LadderPreset> preset = fields.optional("preset", oneOf(LadderPreset.class));
    Field<List<Rendition>> renditions =
        fields.optional(
            "renditions",
            unique(
                "", Rendition::label, list(1, Rendition.values().length, oneOf(Rendition.class))));
    Field<Integer> frameRate = fields.optional("frameRate", integer(10, 60));
    fields.expect(
        preset.isSent() != renditions.isSent(), "either a preset or renditions, not both");
    return fields.whole(() -> new Ladder(preset.orNull(), renditions.orNull(), frameRate.orNull()));
  }
}

package io.roomfleet.orchestrator.http.body;

import static io.roomfleet.orchestrator.http.body.Rules.integer;
import static io.roomfleet.orchestrator.http.body.Rules.list;
import static io.roomfleet.orchestrator.http.body.Rules.matching;
import static io.roomfleet.orchestrator.http.body.Rules.number;
import static io.roomfleet.orchestrator.http.body.Rules.object;
import static io.roomfleet.orchestrator.http.body.Rules.region;
import static io.roomfleet.orchestrator.http.body.Rules.unique;

import io.roomfleet.api.Capacity;
import io.roomfleet.api.plan.PlanRequest;
import io.roomfleet.api.plan.PlanRequest.AddedAgents;
import io.roomfleet.api.plan.PlanRequest.PlannedRoom;
import io.roomfleet.api.plan.ReplayRequest;
import io.roomfleet.orchestrator.http.body.Fields.Field;
import io.roomfleet.orchestrator.http.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The body of a plan. */
public final class PlanBodies {
  private static final int MOST_ROOMS = 50;
  private static final int MOST_LOST = 1_000;
  private static final int MOST_ADDED = 100;
  private static final int MOST_MOVES = 1_000_000;
  private static final String ROOM = "room-[0-9a-z]{26}";
  private static final int DEAREST = 1_000;

  /** What a placement's cost is made of. */
  private static final List<String> TERMS =
      List.of("egress", "latency", "relay", "move", "balance", "stale");

  private static final String NAME = "[A-Za-z0-9._-]{1,64}";

  private PlanBodies() {}

  /**
   * The body of {@code POST /v1/plans}.
   *
   * @param regions that are configured
   */
  public static PlanRequest plan(ByteString body, Set<String> regions) {
    return Fields.read(Json.object(body), fields -> plan(fields, regions));
  }

  /** The body of {@code POST /v1/plans:replay}. */
  public static ReplayRequest replay(ByteString body) {
    return Fields.read(Json.object(body), PlanBodies::replay);
  }

  private static @Nullable ReplayRequest replay(Fields fields) {
    Field<String> room = fields.required("roomId", matching(ROOM));
    Field<Map<String, Double>> factors =
        fields.optional("priceFactors", object(PlanBodies::priceFactors));
    return fields.whole(
        () ->
            new ReplayRequest(room.get(), Objects.requireNonNullElse(factors.orNull(), Map.of())));
  }

  private static @Nullable Map<String, Double> priceFactors(Fields fields) {
    Map<String, Field<Double>> read = new LinkedHashMap<>();
    for (String term : TERMS) {
      read.put(term, fields.optional(term, number(0, DEAREST)));
    }
    return fields.whole(
        () -> {
          Map<String, Double> factors = new LinkedHashMap<>();
          read.forEach(
              (term, field) -> {
                Double factor = field.orNull();
                if (factor != null) {
                  factors.put(term, factor);
                }
              });
          return factors;
        });
  }

  private static @Nullable PlanRequest plan(Fields fields, Set<String> regions) {
    Field<List<PlannedRoom>> rooms =
        fields.optional("rooms", list(0, MOST_ROOMS, object(each -> room(each, regions))));
    rooms.must(PlanBodies::haveNamesOfTheirOwn, "rooms of which no two have the same name");
    Field<List<String>> scheduled =
        fields.optional("scheduledRooms", names(MOST_ROOMS, matching(ROOM)));
    Field<List<String>> lostAgents =
        fields.optional("lostAgents", names(MOST_LOST, matching(NAME)));
    Field<List<String>> lostRegions =
        fields.optional("lostRegions", names(regions.size(), region(regions)));
    Field<List<AddedAgents>> added =
        fields.optional("addedAgents", list(0, MOST_ADDED, object(each -> agents(each, regions))));
    Field<Double> factor = fields.optional("viewersFactor", number(0.01, 100));
    Field<Integer> budget = fields.optional("moveBudget", integer(0, MOST_MOVES));
    return fields.whole(
        () ->
            new PlanRequest(
                rooms.orNull(),
                scheduled.orNull(),
                lostAgents.orNull(),
                lostRegions.orNull(),
                added.orNull(),
                factor.orNull(),
                budget.orNull()));
  }

  private static boolean haveNamesOfTheirOwn(List<PlannedRoom> rooms) {
    List<String> names =
        rooms.stream().map(PlannedRoom::name).filter(Objects::nonNull).sorted().toList();
    return names.stream().distinct().count() == names.size();
  }

  private static Rule<List<String>> names(int most, Rule<String> each) {
    return unique("", Function.identity(), list(0, most, each));
  }

  private static @Nullable PlannedRoom room(Fields fields, Set<String> regions) {
    Field<String> name = fields.optional("name", matching(NAME));
    Field<String> sourceRegion = fields.required("sourceRegion", region(regions));
    var subRooms = fields.required("subRooms", SubRoomBodies.subRooms(regions));
    return fields.whole(() -> new PlannedRoom(name.orNull(), sourceRegion.get(), subRooms.get()));
  }

  private static @Nullable AddedAgents agents(Fields fields, Set<String> regions) {
    Field<String> region = fields.required("region", region(regions));
    Field<Capacity> capacity = fields.required("capacity", object(PlanBodies::capacity));
    Field<Integer> count = fields.optional("count", integer(1, MOST_LOST));
    return fields.whole(() -> new AddedAgents(region.get(), capacity.get(), count.orNull()));
  }

  private static @Nullable Capacity capacity(Fields fields) {
    Field<Double> units = fields.required("transcodeUnits", number(0, 100_000));
    Field<Double> egress = fields.required("egressMbps", number(0, 10_000_000));
    Field<Integer> slots = fields.required("slots", integer(0, 1_000_000));
    return fields.whole(() -> new Capacity(units.get(), egress.get(), slots.get()));
  }
}

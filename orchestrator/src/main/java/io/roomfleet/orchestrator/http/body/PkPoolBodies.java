package io.roomfleet.orchestrator.http.body;

import static io.roomfleet.orchestrator.http.body.Rules.integer;
import static io.roomfleet.orchestrator.http.body.Rules.matching;
import static io.roomfleet.orchestrator.http.body.Rules.region;
import static io.roomfleet.orchestrator.http.body.Rules.words;

import io.roomfleet.api.cohost.PkPoolRequest;
import io.roomfleet.orchestrator.http.body.Fields.Field;
import io.roomfleet.orchestrator.http.wire.Json;
import java.util.Set;
import org.apache.pekko.util.ByteString;

/** The body by which a room enters the matching pool. */
public final class PkPoolBodies {
  private static final int MOST_VIEWERS = 1_000_000_000;

  private PkPoolBodies() {}

  /** The body of {@code POST /v1/pk-pool}. */
  public static PkPoolRequest enter(ByteString body, Set<String> regions) {
    return Fields.read(
        Json.object(body),
        fields -> {
          Field<String> roomId = fields.required("roomId", matching("room-[0-9a-z]{26}"));
          Field<String> seatId = fields.optional("seatId", matching("[A-Za-z0-9._-]{1,64}"));
          Field<String> name = fields.optional("name", words(64));
          Field<String> language = fields.required("language", matching("[a-z]{2,3}"));
          Field<String> region = fields.optional("region", region(regions));
          Field<Integer> viewers = fields.optional("viewers", integer(0, MOST_VIEWERS));
          Field<Integer> rooms = fields.optional("rooms", integer(2, 4));
          Field<Integer> wait = fields.optional("waitSeconds", integer(10, 3600));
          return fields.whole(
              () ->
                  new PkPoolRequest(
                      roomId.get(),
                      seatId.orNull(),
                      name.orNull(),
                      language.get(),
                      region.orNull(),
                      viewers.orNull(),
                      rooms.orNull(),
                      wait.orNull()));
        });
  }
}

package io.roomfleet.orchestrator.http.body;

import static io.roomfleet.orchestrator.http.body.Rules.instant;
import static io.roomfleet.orchestrator.http.body.Rules.list;
import static io.roomfleet.orchestrator.http.body.Rules.matching;
import static io.roomfleet.orchestrator.http.body.Rules.object;
import static io.roomfleet.orchestrator.http.body.Rules.unique;
import static io.roomfleet.orchestrator.http.body.Rules.words;

import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.AgendaRequest;
import io.roomfleet.api.room.AgendaStartRequest;
import io.roomfleet.orchestrator.http.body.Fields.Field;
import io.roomfleet.orchestrator.http.wire.Json;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The bodies that are about an agenda. */
public final class AgendaBodies {
  private static final int MOST_ITEMS = 500;
  private static final String ITEM_ID = "[a-z0-9-]{1,64}";
  private static final String NAME = "[A-Za-z0-9._-]{1,64}";

  private AgendaBodies() {}

  /** The body of {@code PUT /v1/rooms/{roomId}/agenda}. */
  public static AgendaRequest plan(ByteString body) {
    return Fields.read(Json.object(body), AgendaBodies::plan);
  }

  /** The body of {@code POST /v1/rooms/{roomId}/agenda:start}. */
  public static AgendaStartRequest start(ByteString body) {
    return Fields.read(Json.object(body), AgendaBodies::start);
  }

  private static @Nullable AgendaRequest plan(Fields fields) {
    Field<List<AgendaItem>> items =
        fields.required(
            "items",
            ordered(unique("id", AgendaItem::id, list(0, MOST_ITEMS, object(AgendaBodies::item)))));
    return fields.whole(() -> new AgendaRequest(items.get()));
  }

  private static @Nullable AgendaStartRequest start(Fields fields) {
    Field<String> itemId = fields.required("itemId", matching(ITEM_ID));
    return fields.whole(() -> new AgendaStartRequest(itemId.get()));
  }

  private static @Nullable AgendaItem item(Fields fields) {
    Field<String> id = fields.required("id", matching(ITEM_ID));
    Field<String> productId = fields.optional("productId", matching(NAME));
    Field<String> topic = fields.optional("topic", words(200));
    Field<String> hostId = fields.optional("hostId", matching(NAME));
    Field<Instant> startsAt = fields.required("startsAt", instant());
    fields.expect(
        productId.isSent() || topic.isSent() || hostId.isSent(),
        "a productId, a topic or a hostId");
    return fields.whole(
        () ->
            new AgendaItem(
                id.get(), productId.orNull(), topic.orNull(), hostId.orNull(), startsAt.get()));
  }

  /** Each item begins after the one before; the later of two is the faulty one. */
  private static Rule<List<AgendaItem>> ordered(Rule<List<AgendaItem>> list) {
    return (value, at) -> {
      List<AgendaItem> items = list.read(value, at);
      if (items == null) {
        return null;
      }
      boolean isOrdered = true;
      for (int i = 1; i < items.size(); i++) {
        Instant before = items.get(i - 1).startsAt();
        if (!items.get(i).startsAt().isAfter(before)) {
          String expected = "an instant after that of the item before, " + before;
          at.item(i).field("startsAt").fault(value.get(i).get("startsAt"), expected);
          isOrdered = false;
        }
      }
      return isOrdered ? items : null;
    };
  }
}

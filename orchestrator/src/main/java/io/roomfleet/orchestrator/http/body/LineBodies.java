package io.roomfleet.orchestrator.http.body;

import static io.roomfleet.orchestrator.http.body.Rules.matching;
import static io.roomfleet.orchestrator.http.body.Rules.text;

import io.roomfleet.api.room.SwitchLineRequest;
import io.roomfleet.orchestrator.http.body.Fields.Field;
import io.roomfleet.orchestrator.http.wire.Json;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The bodies that are about the line that is played. */
public final class LineBodies {
  /** How a line may be called. */
  static final String LINE_ID = "[a-z0-9-]{1,32}";

  private LineBodies() {}

  /** The body of {@code POST /v1/rooms/{roomId}:switch-line}. */
  public static SwitchLineRequest ofRoom(ByteString body) {
    return Fields.read(Json.object(body), fields -> read(fields, true));
  }

  /**
   * The body of {@code POST /v1/rooms/{roomId}/sub-rooms/{subRoomId}:switch-line}: without a line,
   * it follows its room.
   */
  public static SwitchLineRequest ofSubRoom(ByteString body) {
    return Fields.read(Json.object(body), fields -> read(fields, false));
  }

  private static @Nullable SwitchLineRequest read(Fields fields, boolean required) {
    Field<String> lineId =
        required
            ? fields.required("lineId", matching(LINE_ID))
            : fields.optional("lineId", matching(LINE_ID));
    Field<String> reason = fields.optional("reason", text(0, 500));
    return fields.whole(() -> new SwitchLineRequest(lineId.orNull(), reason.orNull()));
  }
}

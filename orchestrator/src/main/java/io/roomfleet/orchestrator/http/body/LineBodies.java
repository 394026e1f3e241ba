package io.roomfleet.orchestrator.http.body;

import static io.roomfleet.orchestrator.http.body.Rules.flag;
import static io.roomfleet.orchestrator.http.body.Rules.integer;
import static io.roomfleet.orchestrator.http.body.Rules.matching;
import static io.roomfleet.orchestrator.http.body.Rules.oneOf;
import static io.roomfleet.orchestrator.http.body.Rules.text;

import io.roomfleet.api.room.LineSwitching;
import io.roomfleet.api.room.SwitchBack;
import io.roomfleet.api.room.SwitchLineRequest;
import io.roomfleet.orchestrator.http.body.Fields.Field;
import io.roomfleet.orchestrator.http.wire.Json;
import java.util.Objects;
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

  /** How a room's lines are switched by themselves; what is left out is as usual. */
  static @Nullable LineSwitching switching(Fields fields) {
    LineSwitching usual = LineSwitching.DEFAULT;
    Field<Boolean> automatic = fields.optional("automatic", flag());
    Field<Integer> loss = fields.optional("lossMillis", integer(100, 60_000));
    Field<Integer> hold = fields.optional("holdSeconds", integer(1, 3_600));
    Field<SwitchBack> back = fields.optional("back", oneOf(SwitchBack.class));
    Field<Integer> clear = fields.optional("clearSeconds", integer(1, 3_600));
    return fields.whole(
        () ->
            new LineSwitching(
                Objects.requireNonNullElse(automatic.orNull(), usual.automatic()),
                Objects.requireNonNullElse(loss.orNull(), usual.lossMillis()),
                Objects.requireNonNullElse(hold.orNull(), usual.holdSeconds()),
                Objects.requireNonNullElse(back.orNull(), usual.back()),
                Objects.requireNonNullElse(clear.orNull(), usual.clearSeconds())));
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

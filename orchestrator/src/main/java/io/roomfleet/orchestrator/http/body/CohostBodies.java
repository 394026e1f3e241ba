package io.roomfleet.orchestrator.http.body;

import static io.roomfleet.orchestrator.http.body.Rules.flag;
import static io.roomfleet.orchestrator.http.body.Rules.integer;
import static io.roomfleet.orchestrator.http.body.Rules.list;
import static io.roomfleet.orchestrator.http.body.Rules.matching;
import static io.roomfleet.orchestrator.http.body.Rules.number;
import static io.roomfleet.orchestrator.http.body.Rules.object;
import static io.roomfleet.orchestrator.http.body.Rules.oneOf;
import static io.roomfleet.orchestrator.http.body.Rules.unique;
import static io.roomfleet.orchestrator.http.body.Rules.words;

import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.cohost.CohostEndRequest;
import io.roomfleet.api.cohost.CohostExtendRequest;
import io.roomfleet.api.cohost.CohostLayout;
import io.roomfleet.api.cohost.CohostLayoutKind;
import io.roomfleet.api.cohost.CohostLayoutRequest;
import io.roomfleet.api.cohost.CohostLockRequest;
import io.roomfleet.api.cohost.CohostMode;
import io.roomfleet.api.cohost.CohostMuteRequest;
import io.roomfleet.api.cohost.CohostRegion;
import io.roomfleet.api.cohost.CohostSeatAction;
import io.roomfleet.api.cohost.CohostSeatKind;
import io.roomfleet.api.cohost.CohostSeatRequest;
import io.roomfleet.api.cohost.CohostSeatSpec;
import io.roomfleet.api.cohost.CohostTimes;
import io.roomfleet.api.cohost.CreateCohostSessionRequest;
import io.roomfleet.api.cohost.PkRules;
import io.roomfleet.api.cohost.PkScore;
import io.roomfleet.api.cohost.PkScoreRequest;
import io.roomfleet.api.cohost.StageMuteRequest;
import io.roomfleet.api.cohost.StageRenewRequest;
import io.roomfleet.orchestrator.http.body.Fields.Field;
import io.roomfleet.orchestrator.http.wire.Json;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The bodies that are about co-host sessions. Here each value is checked by itself; whether they go
 * together the session says.
 */
public final class CohostBodies {
  private static final String SEAT_ID = "[A-Za-z0-9._-]{1,64}";
  private static final String ROOM_ID = "room-[0-9a-z]{26}";
  private static final String TOKEN = "[A-Za-z0-9_-]{43}";
  private static final int MOST_SEATS = 9;
  private static final int MOST_SCORES = 500;

  private CohostBodies() {}

  /** The body of {@code POST /v1/cohost-sessions}. */
  public static CreateCohostSessionRequest create(ByteString body) {
    return read(
        body,
        fields -> {
          Field<CohostMode> mode = fields.required("mode", oneOf(CohostMode.class));
          Field<List<CohostSeatSpec>> seats =
              fields.required(
                  "seats",
                  unique(
                      "id", CohostSeatSpec::id, list(2, MOST_SEATS, object(CohostBodies::seat))));
          Field<CohostLayout> layout = fields.optional("layout", object(CohostBodies::layout));
          Field<CohostTimes> times = fields.optional("times", object(CohostBodies::times));
          Field<PkRules> rules = fields.optional("rules", object(CohostBodies::rules));
          Field<Canvas> canvas = fields.optional("canvas", object(CohostBodies::canvas));
          return fields.whole(
              () ->
                  new CreateCohostSessionRequest(
                      mode.get(),
                      seats.get(),
                      layout.orNull(),
                      times.orNull(),
                      rules.orNull(),
                      canvas.orNull()));
        });
  }

  /** The body of {@code :invite}. */
  public static CohostSeatRequest invite(ByteString body) {
    return read(body, CohostBodies::seatRequest);
  }

  /** The body of {@code :ask}. */
  public static CohostSeatRequest ask(ByteString body) {
    return read(body, CohostBodies::seatRequest);
  }

  /** The body of what names one in the session and nothing else. */
  public static CohostSeatAction action(ByteString body) {
    return read(
        body,
        fields -> {
          Field<String> seatId = fields.required("seatId", matching(SEAT_ID));
          Field<String> reason = fields.optional("reason", words(200));
          Field<String> bySeat = bySeat(fields);
          return fields.whole(
              () -> new CohostSeatAction(seatId.get(), reason.orNull(), bySeat.orNull()));
        });
  }

  /** The body of {@code :mute}. */
  public static CohostMuteRequest mute(ByteString body) {
    return read(
        body,
        fields -> {
          Field<String> seatId = fields.required("seatId", matching(SEAT_ID));
          Field<Boolean> muted = fields.required("muted", flag());
          Field<String> bySeat = bySeat(fields);
          return fields.whole(
              () -> new CohostMuteRequest(seatId.get(), muted.get(), bySeat.orNull()));
        });
  }

  /** The body of {@code :lock}. */
  public static CohostLockRequest lock(ByteString body) {
    return read(
        body,
        fields -> {
          Field<Boolean> locked = fields.required("locked", flag());
          Field<String> bySeat = bySeat(fields);
          return fields.whole(() -> new CohostLockRequest(locked.get(), bySeat.orNull()));
        });
  }

  /** The body of {@code :layout}. */
  public static CohostLayoutRequest arrange(ByteString body) {
    return read(
        body,
        fields -> {
          Field<CohostLayout> layout = fields.required("layout", object(CohostBodies::layout));
          Field<String> bySeat = bySeat(fields);
          return fields.whole(() -> new CohostLayoutRequest(layout.get(), bySeat.orNull()));
        });
  }

  /** The body of {@code :extend}. */
  public static CohostExtendRequest extend(ByteString body) {
    return read(
        body,
        fields -> {
          Field<Integer> more = fields.required("moreSeconds", integer(1, 3600));
          Field<String> bySeat = bySeat(fields);
          return fields.whole(() -> new CohostExtendRequest(more.get(), bySeat.orNull()));
        });
  }

  /** The body of {@code :score}. */
  public static PkScoreRequest score(ByteString body) {
    return read(
        body,
        fields -> {
          Field<List<PkScore>> scores =
              fields.required("scores", list(1, MOST_SCORES, object(CohostBodies::score)));
          return fields.whole(() -> new PkScoreRequest(scores.get()));
        });
  }

  /** The body of {@code :end}; it may be left out. */
  public static CohostEndRequest end(ByteString body) {
    return body.isEmpty()
        ? new CohostEndRequest(null, null)
        : read(
            body,
            fields -> {
              Field<String> reason = fields.optional("reason", words(200));
              Field<String> bySeat = bySeat(fields);
              return fields.whole(() -> new CohostEndRequest(reason.orNull(), bySeat.orNull()));
            });
  }

  /** The body of a stage's {@code :renew}. */
  public static StageRenewRequest stageRenew(ByteString body) {
    return read(
        body,
        fields -> {
          Field<String> next = fields.required("next", matching(TOKEN));
          return fields.whole(() -> new StageRenewRequest(next.get()));
        });
  }

  /** The body of a stage's {@code :mute}. */
  public static StageMuteRequest stageMute(ByteString body) {
    return read(
        body,
        fields -> {
          Field<Boolean> muted = fields.required("muted", flag());
          return fields.whole(() -> new StageMuteRequest(muted.get()));
        });
  }

  private static <T> T read(ByteString body, Function<Fields, @Nullable T> fields) {
    return Fields.read(Json.object(body), fields);
  }

  private static Field<String> bySeat(Fields fields) {
    return fields.optional("bySeat", matching(SEAT_ID));
  }

  private static @Nullable CohostSeatRequest seatRequest(Fields fields) {
    Field<CohostSeatSpec> seat = fields.required("seat", object(CohostBodies::seat));
    Field<String> bySeat = bySeat(fields);
    return fields.whole(() -> new CohostSeatRequest(seat.get(), bySeat.orNull()));
  }

  private static @Nullable CohostSeatSpec seat(Fields fields) {
    Field<String> id = fields.required("id", matching(SEAT_ID));
    Field<CohostSeatKind> kind = fields.optional("kind", oneOf(CohostSeatKind.class));
    Field<String> roomId = fields.required("roomId", matching(ROOM_ID));
    Field<String> name = fields.optional("name", words(64));
    Field<String> team = fields.optional("team", words(64));
    return fields.whole(
        () ->
            new CohostSeatSpec(
                id.get(), kind.orNull(), roomId.get(), name.orNull(), team.orNull()));
  }

  private static @Nullable CohostLayout layout(Fields fields) {
    Field<CohostLayoutKind> kind = fields.required("kind", oneOf(CohostLayoutKind.class));
    Field<List<CohostRegion>> regions =
        fields.optional("regions", list(1, 9, object(CohostBodies::region)));
    return fields.whole(() -> new CohostLayout(kind.get(), regions.orNull()));
  }

  private static @Nullable CohostRegion region(Fields fields) {
    Field<Double> x = fields.required("x", number(0, 1));
    Field<Double> y = fields.required("y", number(0, 1));
    Field<Double> width = fields.required("width", number(0, 1));
    Field<Double> height = fields.required("height", number(0, 1));
    return fields.whole(() -> new CohostRegion(x.get(), y.get(), width.get(), height.get()));
  }

  private static @Nullable CohostTimes times(Fields fields) {
    Field<Integer> invite = fields.optional("inviteSeconds", integer(5, 600));
    Field<Integer> reserve = fields.optional("reserveSeconds", integer(2, 60));
    Field<Integer> connect = fields.optional("connectSeconds", integer(5, 120));
    Field<Integer> reconnect = fields.optional("reconnectSeconds", integer(1, 300));
    Field<Integer> longest = fields.optional("longestSeconds", integer(60, 86_400));
    return fields.whole(
        () ->
            new CohostTimes(
                or(invite, 30),
                or(reserve, 10),
                or(connect, 30),
                or(reconnect, 15),
                or(longest, 14_400)));
  }

  private static @Nullable PkRules rules(Fields fields) {
    Field<Integer> countdown = fields.optional("countdownSeconds", integer(0, 60));
    Field<Integer> duration = fields.optional("durationSeconds", integer(10, 3600));
    Field<Integer> extra = fields.optional("extraSeconds", integer(5, 600));
    Field<Integer> most = fields.optional("mostExtraTimes", integer(0, 5));
    Field<Integer> punishment = fields.optional("punishmentSeconds", integer(0, 1800));
    return fields.whole(
        () ->
            new PkRules(
                or(countdown, 3),
                or(duration, 300),
                or(extra, 60),
                or(most, 1),
                or(punishment, 120)));
  }

  private static @Nullable Canvas canvas(Fields fields) {
    Field<Integer> width = fields.required("width", even(160, 1920));
    Field<Integer> height = fields.required("height", even(90, 1080));
    Field<Integer> frameRate = fields.optional("frameRate", integer(10, 60));
    return fields.whole(() -> new Canvas(width.get(), height.get(), or(frameRate, 30)));
  }

  private static Rule<Integer> even(int min, int max) {
    return integer(min, max).and(it -> it % 2 == 0, "an even number, %d to %d".formatted(min, max));
  }

  private static int or(Field<Integer> field, int usual) {
    return Objects.requireNonNullElse(field.orNull(), usual);
  }

  private static @Nullable PkScore score(Fields fields) {
    Field<String> eventId = fields.required("eventId", words(64));
    Field<String> roomId = fields.required("roomId", matching(ROOM_ID));
    Field<Integer> points = fields.required("points", integer(1, 1_000_000_000));
    Field<String> kind = fields.optional("kind", words(64));
    return fields.whole(
        () -> new PkScore(eventId.get(), roomId.get(), points.get(), kind.orNull()));
  }
}

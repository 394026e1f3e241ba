package io.roomfleet.api.client;

import io.roomfleet.api.cohost.CohostEndRequest;
import io.roomfleet.api.cohost.CohostExtendRequest;
import io.roomfleet.api.cohost.CohostJoin;
import io.roomfleet.api.cohost.CohostLayout;
import io.roomfleet.api.cohost.CohostLayoutRequest;
import io.roomfleet.api.cohost.CohostLockRequest;
import io.roomfleet.api.cohost.CohostMuteRequest;
import io.roomfleet.api.cohost.CohostSeatAction;
import io.roomfleet.api.cohost.CohostSeatRequest;
import io.roomfleet.api.cohost.CohostSeatSpec;
import io.roomfleet.api.cohost.CohostSessionPage;
import io.roomfleet.api.cohost.CohostSessionView;
import io.roomfleet.api.cohost.CohostStatus;
import io.roomfleet.api.cohost.CreateCohostSessionRequest;
import io.roomfleet.api.cohost.PkScore;
import io.roomfleet.api.cohost.PkScoreRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are about co-host and PK sessions. {@code bySeat} is the seat that says so; null
 * for an operator.
 */
public final class CohostCalls {
  private static final String ALL = "/v1/cohost-sessions";

  private CohostCalls() {}

  /** POST /v1/cohost-sessions */
  public static ApiRequest<CohostSessionView> create(CreateCohostSessionRequest request) {
    return ApiRequest.post(ALL, request, CohostSessionView.class);
  }

  /** Which sessions; null narrows nothing. With two seats: what the two have played so far. */
  public record Filter(
      @Nullable CohostStatus status,
      @Nullable String roomId,
      @Nullable String seatId,
      @Nullable String withSeat) {}

  /** GET /v1/cohost-sessions */
  public static ApiRequest<CohostSessionPage> list(
      Filter filter, int pageSize, @Nullable String pageToken) {
    return ApiRequest.get(ALL, CohostSessionPage.class)
        .withQuery("status", filter.status())
        .withQuery("roomId", filter.roomId())
        .withQuery("seatId", filter.seatId())
        .withQuery("withSeat", filter.withSeat())
        .withQuery("pageSize", pageSize)
        .withQuery("pageToken", pageToken);
  }

  /** GET /v1/cohost-sessions/{sessionId} */
  public static ApiRequest<CohostSessionView> get(String sessionId) {
    return ApiRequest.get(ALL + "/" + ApiRequest.encoded(sessionId), CohostSessionView.class);
  }

  /** POST /v1/cohost-sessions/{sessionId}:invite */
  public static ApiRequest<CohostSessionView> invite(
      String sessionId, CohostSeatSpec seat, @Nullable String bySeat) {
    return told(sessionId, "invite", new CohostSeatRequest(seat, bySeat));
  }

  /** POST /v1/cohost-sessions/{sessionId}:ask */
  public static ApiRequest<CohostSessionView> ask(
      String sessionId, CohostSeatSpec seat, @Nullable String bySeat) {
    return told(sessionId, "ask", new CohostSeatRequest(seat, bySeat));
  }

  /** POST /v1/cohost-sessions/{sessionId}:accept */
  public static ApiRequest<CohostSessionView> accept(String sessionId, CohostSeatAction action) {
    return told(sessionId, "accept", action);
  }

  /** POST /v1/cohost-sessions/{sessionId}:decline */
  public static ApiRequest<CohostSessionView> decline(String sessionId, CohostSeatAction action) {
    return told(sessionId, "decline", action);
  }

  /** POST /v1/cohost-sessions/{sessionId}:join */
  public static ApiRequest<CohostJoin> join(String sessionId, CohostSeatAction action) {
    return ApiRequest.post(
        ALL + "/" + ApiRequest.encoded(sessionId) + ":join", action, CohostJoin.class);
  }

  /** POST /v1/cohost-sessions/{sessionId}:leave */
  public static ApiRequest<CohostSessionView> leave(String sessionId, CohostSeatAction action) {
    return told(sessionId, "leave", action);
  }

  /** POST /v1/cohost-sessions/{sessionId}:remove */
  public static ApiRequest<CohostSessionView> remove(String sessionId, CohostSeatAction action) {
    return told(sessionId, "remove", action);
  }

  /** POST /v1/cohost-sessions/{sessionId}:hand-over */
  public static ApiRequest<CohostSessionView> handOver(String sessionId, CohostSeatAction action) {
    return told(sessionId, "hand-over", action);
  }

  /** POST /v1/cohost-sessions/{sessionId}:rematch */
  public static ApiRequest<CohostSessionView> rematch(String sessionId, CohostSeatAction action) {
    return told(sessionId, "rematch", action);
  }

  /** POST /v1/cohost-sessions/{sessionId}:mute */
  public static ApiRequest<CohostSessionView> mute(
      String sessionId, String seatId, boolean muted, @Nullable String bySeat) {
    return told(sessionId, "mute", new CohostMuteRequest(seatId, muted, bySeat));
  }

  /** POST /v1/cohost-sessions/{sessionId}:lock */
  public static ApiRequest<CohostSessionView> lock(
      String sessionId, boolean locked, @Nullable String bySeat) {
    return told(sessionId, "lock", new CohostLockRequest(locked, bySeat));
  }

  /** POST /v1/cohost-sessions/{sessionId}:layout */
  public static ApiRequest<CohostSessionView> arrange(
      String sessionId, CohostLayout layout, @Nullable String bySeat) {
    return told(sessionId, "layout", new CohostLayoutRequest(layout, bySeat));
  }

  /** POST /v1/cohost-sessions/{sessionId}:extend */
  public static ApiRequest<CohostSessionView> extend(
      String sessionId, long moreSeconds, @Nullable String bySeat) {
    return told(sessionId, "extend", new CohostExtendRequest(moreSeconds, bySeat));
  }

  /** POST /v1/cohost-sessions/{sessionId}:score */
  public static ApiRequest<CohostSessionView> score(String sessionId, List<PkScore> scores) {
    return told(sessionId, "score", new PkScoreRequest(scores));
  }

  /** POST /v1/cohost-sessions/{sessionId}:end */
  public static ApiRequest<CohostSessionView> end(
      String sessionId, @Nullable String reason, @Nullable String bySeat) {
    return told(sessionId, "end", new CohostEndRequest(reason, bySeat));
  }

  private static ApiRequest<CohostSessionView> told(String sessionId, String verb, Object body) {
    return ApiRequest.post(
        ALL + "/" + ApiRequest.encoded(sessionId) + ":" + verb, body, CohostSessionView.class);
  }
}

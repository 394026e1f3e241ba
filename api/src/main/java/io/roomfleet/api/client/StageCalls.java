package io.roomfleet.api.client;

import io.roomfleet.api.cohost.StageMuteRequest;
import io.roomfleet.api.cohost.StageRenewRequest;
import io.roomfleet.api.cohost.StageView;

/** What one may do by the token of one's seat, which is the client's token here. */
public final class StageCalls {
  private StageCalls() {}

  /** GET /v1/cohost-sessions/{sessionId}/stage/{seatId} */
  public static ApiRequest<StageView> get(String sessionId, String seatId) {
    return ApiRequest.get(path(sessionId, seatId), StageView.class);
  }

  /** POST /v1/cohost-sessions/{sessionId}/stage/{seatId}:renew */
  public static ApiRequest<StageView> renew(String sessionId, String seatId, String next) {
    return ApiRequest.post(
        path(sessionId, seatId) + ":renew", new StageRenewRequest(next), StageView.class);
  }

  /** POST /v1/cohost-sessions/{sessionId}/stage/{seatId}:mute */
  public static ApiRequest<StageView> mute(String sessionId, String seatId, boolean muted) {
    return ApiRequest.post(
        path(sessionId, seatId) + ":mute", new StageMuteRequest(muted), StageView.class);
  }

  /** POST /v1/cohost-sessions/{sessionId}/stage/{seatId}:rematch */
  public static ApiRequest<StageView> rematch(String sessionId, String seatId) {
    return ApiRequest.post(path(sessionId, seatId) + ":rematch", null, StageView.class);
  }

  /** POST /v1/cohost-sessions/{sessionId}/stage/{seatId}:leave */
  public static ApiRequest<StageView> leave(String sessionId, String seatId) {
    return ApiRequest.post(path(sessionId, seatId) + ":leave", null, StageView.class);
  }

  private static String path(String sessionId, String seatId) {
    return "/v1/cohost-sessions/%s/stage/%s"
        .formatted(ApiRequest.encoded(sessionId), ApiRequest.encoded(seatId));
  }
}

package io.roomfleet.api.client;

import io.roomfleet.api.cohost.PkPoolEntry;
import io.roomfleet.api.cohost.PkPoolPage;
import io.roomfleet.api.cohost.PkPoolRequest;
import io.roomfleet.api.cohost.PkPoolState;
import org.jspecify.annotations.Nullable;

/** The calls that are about the pool in which rooms find opponents for a PK. */
public final class PkPoolCalls {
  private static final String ALL = "/v1/pk-pool";

  private PkPoolCalls() {}

  /** POST /v1/pk-pool */
  public static ApiRequest<PkPoolEntry> enter(PkPoolRequest request) {
    return ApiRequest.post(ALL, request, PkPoolEntry.class);
  }

  /** Which rooms; null narrows nothing. */
  public record Filter(
      @Nullable PkPoolState state, @Nullable String language, @Nullable String region) {}

  /** GET /v1/pk-pool */
  public static ApiRequest<PkPoolPage> list(
      Filter filter, int pageSize, @Nullable String pageToken) {
    return ApiRequest.get(ALL, PkPoolPage.class)
        .withQuery("state", filter.state())
        .withQuery("language", filter.language())
        .withQuery("region", filter.region())
        .withQuery("pageSize", pageSize)
        .withQuery("pageToken", pageToken);
  }

  /** GET /v1/pk-pool/{roomId} */
  public static ApiRequest<PkPoolEntry> get(String roomId) {
    return ApiRequest.get(ALL + "/" + ApiRequest.encoded(roomId), PkPoolEntry.class);
  }

  /** DELETE /v1/pk-pool/{roomId} */
  public static ApiRequest<PkPoolEntry> leave(String roomId) {
    return ApiRequest.delete(ALL + "/" + ApiRequest.encoded(roomId), PkPoolEntry.class);
  }
}

package io.roomfleet.orchestrator.http.route;

import io.roomfleet.orchestrator.http.wire.Call;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param list which list, with its filter
 * @param viewToken where it begins, in the view's words; null for the first page
 */
record Page(PageTokens tokens, String list, int size, @Nullable String viewToken) {
  private static final int DEFAULT_SIZE = 50;
  private static final int MAX_SIZE = 200;

  /** Reads {@code pageSize} and {@code pageToken}. */
  static Page of(Call call, PageTokens tokens, String list) {
    return new Page(tokens, list, sizeOf(call), tokens.open(list, call.query().text("pageToken")));
  }

  /** {@code pageSize}: 1 to 200, 50 when it was not sent. */
  static int sizeOf(Call call) {
    return (int) call.query().integer("pageSize", 1, MAX_SIZE, DEFAULT_SIZE);
  }

  /** The token of the page after this one, as callers see it. */
  @Nullable String next(@Nullable String nextViewToken) {
    return tokens.seal(list, nextViewToken);
  }
}

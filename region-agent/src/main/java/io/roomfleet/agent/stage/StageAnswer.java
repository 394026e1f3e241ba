package io.roomfleet.agent.stage;

import org.jspecify.annotations.Nullable;

/**
 * What a browser is answered.
 *
 * @param status of HTTP
 * @param sdp an answer or an offer; null for none
 * @param text what is wrong; null when nothing is
 * @param connection name of what was made; null when nothing was
 */
public record StageAnswer(
    int status, @Nullable String sdp, @Nullable String text, @Nullable String connection) {
  public static StageAnswer made(int status, @Nullable String sdp, String connection) {
    return new StageAnswer(status, sdp, null, connection);
  }

  public static StageAnswer done() {
    return new StageAnswer(204, null, null, null);
  }

  public static StageAnswer error(int status, String text) {
    return new StageAnswer(status, null, text, null);
  }
}

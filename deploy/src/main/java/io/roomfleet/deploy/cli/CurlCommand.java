package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.RoomfleetClient;

/** A call as a curl command, for a shell. The token is named and never shown. */
final class CurlCommand {
  private static final String LINE = " \\\n  ";

  private CurlCommand() {}

  static String of(ApiRequest<?> request, RoomfleetClient client) {
    StringBuilder text = new StringBuilder("curl -sS --fail-with-body");
    if (!request.method().equals("GET")) {
      text.append(" -X ").append(request.method());
    }
    text.append(' ').append(quoted(client.uriOf(request.path()).toString()));
    text.append(LINE).append("-H \"Authorization: Bearer $").append(ApiOptions.TOKEN).append('"');
    request
        .headers()
        .forEach(
            (name, value) -> text.append(LINE).append("-H ").append(quoted(name + ": " + value)));
    Object body = request.body();
    if (body != null) {
      text.append(LINE).append("-H ").append(quoted("Content-Type: application/json"));
      text.append(LINE).append("-d ").append(quoted(Json.CODEC.write(body)));
    }
    return text.toString();
  }

  /** In single quotes, in which a shell leaves everything as it is but the single quote. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}

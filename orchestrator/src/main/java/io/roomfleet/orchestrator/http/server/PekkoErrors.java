package io.roomfleet.orchestrator.http.server;

import io.roomfleet.orchestrator.http.Refusal;
import io.roomfleet.orchestrator.http.wire.Answer;
import io.roomfleet.orchestrator.http.wire.Problems;
import java.util.Map;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** What the server library itself would say in plain text, said as problems. */
public final class PekkoErrors extends ParsingErrorHandler {
  private static final Map<Integer, String> CODES =
      Map.of(
          400, "bad_request",
          404, "not_found",
          405, "method_not_allowed",
          406, "not_acceptable",
          413, "body_too_large",
          414, "uri_too_long",
          415, "unsupported_media_type",
          431, "headers_too_large",
          501, "method_not_known");

  /** A request that could not even be parsed; the connection ends with it. */
  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
    return problem(status.intValue(), info.summary(), "").toResponse();
  }

  /** An answer of this status in our words. */
  static Answer problem(int status, String detail, String path) {
    String code = CODES.getOrDefault(status, status < 500 ? "bad_request" : "unavailable");
    return Problems.of(new Refusal(status, code, detail), path);
  }
}

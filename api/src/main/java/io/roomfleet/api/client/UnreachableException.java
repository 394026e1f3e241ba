package io.roomfleet.api.client;

import java.net.URI;

/** No answer came: nothing listens there, or the connection broke, or it took too long. */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreachableException(URI uri, Exception cause) {
    super("No answer from " + uri.resolve("/") + ": " + why(cause), cause);
  }

  private static String why(Exception cause) {
    if (cause instanceof java.net.ConnectException) {
      return "nothing listens there";
    }
    if (cause instanceof java.net.http.HttpTimeoutException) {
      return "it took too long";
    }
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}

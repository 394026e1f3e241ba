package io.roomfleet.agent.ffmpeg;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text as a part of a URL. */
public final class UrlText {
  private UrlText() {}

  /**
   * Percent-encodes {@code text} for a path or a query, blanks and {@code +} too, which ffmpeg
   * reads as a blank.
   */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A host name or address for before the port; an IPv6 address gets its brackets. */
  public static String host(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}

package io.roomfleet.agent.cmcd;

import org.jspecify.annotations.Nullable;

/** Collects the keys of one request or event; of a key that comes twice, the last counts. */
final class CmcdKeys {
  private static final int LONGEST_ID = 64;
  private static final int MOST_DIGITS = 9;

  private @Nullable String sessionId;
  private @Nullable Integer bitrate;
  private @Nullable Integer buffer;
  private @Nullable Integer throughput;
  private boolean starved;
  private @Nullable Integer starvedMillis;

  /**
   * Takes a key.
   *
   * @param value as it stands in the text; null when it has none
   */
  void take(String key, @Nullable String value) {
    switch (key) {
      case "sid" -> sessionId = value == null ? null : text(value);
      case "br" -> bitrate = number(value);
      case "bl" -> buffer = number(value);
      case "mtp" -> throughput = number(value);
      case "bs" -> starved = truth(value);
      case "bsd" -> starvedMillis = number(value);
      default -> {
        // Of no use here, or a player's own.
      }
    }
  }

  Cmcd said() {
    return new Cmcd(sessionId, bitrate, buffer, throughput, starved, starvedMillis);
  }

  /** A key without a value is true; version 2 may write it as a structured field does. */
  private static boolean truth(@Nullable String value) {
    return value == null || value.equals("?1") || value.equals("true");
  }

  /**
   * A whole number of up to nine digits, of a decimal the whole part. Version 2 may give one for
   * each kind of media, as {@code (3000;v 128;a)}: then the first.
   */
  private static @Nullable Integer number(@Nullable String value) {
    if (value == null) {
      return null;
    }
    int at = value.startsWith("(") ? 1 : 0;
    int from = at;
    while (at < value.length() && value.charAt(at) >= '0' && value.charAt(at) <= '9') {
      at++;
    }
    boolean ends = at == value.length() || ".; )".indexOf(value.charAt(at)) >= 0;
    return ends && at > from && at - from <= MOST_DIGITS
        ? Integer.valueOf(value.substring(from, at))
        : null;
  }

  /** What stands in quotes; some players leave them out. */
  private static @Nullable String text(String value) {
    String inner = value;
    if (value.startsWith("\"")) {
      if (value.length() < 2 || !value.endsWith("\"")) {
        return null;
      }
      inner = unescaped(value.substring(1, value.length() - 1));
    }
    return inner.isEmpty() || inner.length() > LONGEST_ID ? null : inner;
  }

  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        out.append(text.charAt(i));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}

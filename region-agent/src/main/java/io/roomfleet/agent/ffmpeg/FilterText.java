package io.roomfleet.agent.ffmpeg;

/** Text inside an ffmpeg filter graph. */
final class FilterText {
  private FilterText() {}

  /**
   * {@code value} as the value of a filter's option. It is escaped twice, since ffmpeg reads a
   * graph in two passes ("Notes on filtergraph escaping" in its manual).
   */
  static String escape(String value) {
    return escape(escape(value, "\\':"), "\\'[],;");
  }

  private static String escape(String value, String special) {
    StringBuilder out = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (special.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }
}

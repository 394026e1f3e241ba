package io.roomfleet.agent.cmcd;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads CMCD as it stands in a query, in headers, or in a line of an event report: {@code
 * bl=21300,bs,sid="6e2fb550"}. It comes from anyone, so nothing in it is a reason to throw: keys
 * that are not known or have no sensible value are passed over, and the rest is taken.
 */
public final class CmcdReader {
  /** Longer text is not looked at; a request's CMCD takes some 200 characters. */
  static final int LONGEST = 8_192;

  private static final String PARAMETER = "CMCD=";

  private CmcdReader() {}

  /**
   * What the query of a request's URL says.
   *
   * @param query as it stands in the URL, percent-encoded; without CMCD in it: nothing
   */
  public static Cmcd inQuery(String query) {
    int at = 0;
    while (at < query.length()) {
      int end = query.indexOf('&', at);
      end = end < 0 ? query.length() : end;
      if (query.startsWith(PARAMETER, at)) {
        return read(decoded(query, at + PARAMETER.length(), end));
      }
      at = end + 1;
    }
    return Cmcd.NONE;
  }

  /** What {@code text} says, a list of keys with a comma between two. */
  public static Cmcd read(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Cmcd.NONE;
    }
    CmcdKeys keys = new CmcdKeys();
    pairs(text, keys::take);
    return keys.said();
  }

  /** Tells each key with its value; null stands for a key without one, which means true. */
  private static void pairs(String text, BiConsumer<String, @Nullable String> pair) {
    int at = 0;
    while (at < text.length()) {
      int end = end(text, at);
      int equals = text.indexOf('=', at);
      if (equals >= 0 && equals < end) {
        pair.accept(text.substring(at, equals).strip(), text.substring(equals + 1, end).strip());
      } else {
        pair.accept(text.substring(at, end).strip(), null);
      }
      at = end + 1;
    }
  }

  /** Where the pair that begins at {@code from} ends: at a comma outside of quotes and brackets. */
  private static int end(String text, int from) {
    boolean quoted = false;
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth = Math.max(0, depth - 1);
      } else if (c == ',' && depth == 0) {
        return i;
      }
    }
    return text.length();
  }

  /**
   * Percent-encoding undone, for the characters that CMCD has: those of ASCII. What is not encoded
   * as it should be stays as it is.
   */
  private static String decoded(String query, int from, int end) {
    if (end - from > 3 * LONGEST) {
      return "";
    }
    StringBuilder out = new StringBuilder(end - from);
    for (int i = from; i < end; i++) {
      char c = query.charAt(i);
      int high = c == '%' && i + 2 < end ? Character.digit(query.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(query.charAt(i + 2), 16);
      if (low >= 0) {
        out.append((char) (high * 16 + low));
        i += 2;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}

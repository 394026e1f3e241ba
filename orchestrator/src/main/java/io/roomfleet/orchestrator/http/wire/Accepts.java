package io.roomfleet.orchestrator.http.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * Content negotiation (RFC 9110, section 12.5.1): of what an endpoint can produce, what the caller
 * likes best. The most specific range decides about a type; among equals the endpoint's order does.
 */
public final class Accepts {
  private static final Pattern QUALITY = Pattern.compile("[qQ]=([01](?:\\.[0-9]{0,3})?)");

  private record Range(String type, String subtype, double quality) {
    boolean covers(String mediaType) {
      return specificity() == 0
          || mediaType.equals(type + "/" + subtype)
          || (subtype.equals("*") && mediaType.startsWith(type + "/"));
    }

    int specificity() {
      return type.equals("*") ? 0 : subtype.equals("*") ? 1 : 2;
    }
  }

  private Accepts() {}

  /**
   * The media type to answer with.
   *
   * @param produced media types without parameters, the endpoint's favourite first
   * @throws RefusedRequest 406 {@code not_acceptable}
   */
  public static String choose(HttpRequest request, List<String> produced) {
    String header = String.join(",", Headers.all(request, "Accept"));
    if (header.isBlank()) {
      return produced.get(0);
    }
    List<Range> ranges = ranges(header);
    String best = null;
    double bestQuality = 0;
    for (String mediaType : produced) {
      double quality = quality(ranges, mediaType);
      if (quality > bestQuality) {
        best = mediaType;
        bestQuality = quality;
      }
    }
    if (best == null) {
      throw new RefusedRequest(
          406,
          "not_acceptable",
          "Accept: %s (expected: %s)".formatted(header, String.join(" or ", produced)));
    }
    return best;
  }

  private static double quality(List<Range> ranges, String mediaType) {
    Range decisive = null;
    for (Range range : ranges) {
      if (range.covers(mediaType)
          && (decisive == null || range.specificity() > decisive.specificity())) {
        decisive = range;
      }
    }
    return decisive == null ? 0 : decisive.quality();
  }

  private static List<Range> ranges(String header) {
    List<Range> ranges = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      String[] pieces = part.trim().split("\\s*;\\s*", -1);
      String[] type = pieces[0].toLowerCase(Locale.ROOT).split("/", -1);
      if (type.length != 2) {
        continue;
      }
      double quality = 1;
      for (int i = 1; i < pieces.length; i++) {
        Matcher matcher = QUALITY.matcher(pieces[i]);
        if (matcher.matches()) {
          quality = Double.parseDouble(matcher.group(1));
        }
      }
      ranges.add(new Range(type[0], type[1], quality));
    }
    return ranges;
  }
}

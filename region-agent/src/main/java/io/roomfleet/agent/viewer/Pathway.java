package io.roomfleet.agent.viewer;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sub-room's ladder at one agent, as players know it.
 *
 * <p>Its id is made of where it is, so that the agent that is left and the one that takes over call
 * it alike without speaking to each other, and a player that comes back after a chain of moves
 * finds the same URLs under the same id.
 *
 * <p>A player knows the timeline of a place by the number of discontinuities before it. So one that
 * comes from a place with discontinuities behind it must find that number here too: it is carried
 * in the URLs, and added to what the playlists here say.
 *
 * @param master URL of the master playlist
 * @param breaks discontinuities that the player has behind it when it comes, >= 0
 */
public record Pathway(URI master, long breaks) {
  /** Name of the master playlist in its folder. */
  public static final String MASTER = "master.m3u8";

  /** Name of the steering manifest beside it. */
  public static final String STEERING = "steering.json";

  /** The query parameter that carries the number of discontinuities. */
  static final String BREAKS = "breaks";

  private static final Pattern GIVEN = Pattern.compile("(?:^|&)" + BREAKS + "=(\\d{1,9})(?:&|$)");
  private static final String MEDIA = "/hls/";

  /**
   * Whether {@code uri} can be the master playlist of a sub-room at an agent.
   *
   * @param uri from outside
   */
  static boolean leads(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    return (scheme.equals("http") || scheme.equals("https"))
        && uri.getHost() != null
        && uri.getQuery() == null
        && uri.getPath().contains(MEDIA)
        && uri.getPath().endsWith("/" + MASTER);
  }

  /** What the query of a request's URL says of {@link #BREAKS}; 0 when it says nothing of it. */
  public static long breaksIn(String query) {
    Matcher given = GIVEN.matcher(query);
    return given.find() ? Long.parseLong(given.group(1)) : 0;
  }

  /** PATHWAY-ID: letters, digits, dots, hyphens and underscores. */
  public String id() {
    String path = master.getPath();
    String place = host() + path.substring(0, Math.max(0, path.lastIndexOf(MEDIA)));
    String id = place.replaceAll("[^A-Za-z0-9.-]", "_");
    return breaks == 0 ? id : id + "." + breaks;
  }

  /** Host and port; the port always stands, or a player would keep the one it had. */
  String host() {
    boolean secure = "https".equalsIgnoreCase(master.getScheme());
    int port = master.getPort() >= 0 ? master.getPort() : secure ? 443 : 80;
    return master.getHost() + ":" + port;
  }

  /** The file at {@code path} beside the master playlist. */
  URI sibling(String path) {
    return master.resolve(breaks == 0 ? path : path + "?" + BREAKS + "=" + breaks);
  }

  URI steering() {
    return sibling(STEERING);
  }
}

package io.roomfleet.api.steering;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A ladder at one agent, as players know it.
 *
 * <p>Its id is made of where it is, so that the agent that is left, the one that takes over and the
 * control plane call it alike without speaking to each other, and a player that comes back after a
 * chain of moves finds the same URLs under the same id.
 *
 * <p>A player knows the timeline of a place by the number of discontinuities before it. So one that
 * comes from a place with another number behind it must find its own here too: the difference is
 * carried in the URLs, and added to what the playlists here say.
 *
 * @param master URL of the master playlist
 * @param of the sub-room whose ladder it is, when that is another than the viewer's own; null for
 *     its own
 * @param breaks discontinuities that the player has behind it when it comes, less those that were
 *     here before
 */
public record Pathway(URI master, @Nullable String of, long breaks) {
  /** Name of the master playlist in its folder. */
  public static final String MASTER = "master.m3u8";

  /** Name of the steering manifest beside it. */
  public static final String STEERING = "steering.json";

  /** Name of a rendition's playlist in the rendition's folder. */
  public static final String PLAYLIST = "index.m3u8";

  /** The query parameter that carries the number of discontinuities. */
  public static final String BREAKS = "breaks";

  private static final Pattern GIVEN = Pattern.compile("(?:^|&)" + BREAKS + "=(-?\\d{1,9})(?:&|$)");
  private static final Pattern OFFSET = Pattern.compile("\\.(-?\\d{1,9})");
  private static final String MEDIA = "/hls/";

  /** Of a viewer's own sub-room. */
  public Pathway(URI master, long breaks) {
    this(master, null, breaks);
  }

  /**
   * Whether {@code uri} can be the master playlist of a sub-room at an agent.
   *
   * @param uri from outside
   */
  public static boolean leads(URI uri) {
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
    return breaks == 0 ? name() : name() + "." + breaks;
  }

  /** The id without the number of discontinuities. */
  private String name() {
    String path = master.getPath();
    String place = host() + path.substring(0, Math.max(0, path.lastIndexOf(MEDIA)));
    String name = place.replaceAll("[^A-Za-z0-9.-]", "_");
    return of == null ? name : name + "_" + of;
  }

  /**
   * The same place with the number of discontinuities of the pathway {@code id}; null when that is
   * another place.
   */
  public @Nullable Pathway as(String id) {
    String name = name();
    if (id.equals(name)) {
      return new Pathway(master, of, 0);
    }
    Matcher offset = OFFSET.matcher(id);
    boolean here = id.startsWith(name) && offset.region(name.length(), id.length()).matches();
    return here ? new Pathway(master, of, Long.parseLong(offset.group(1))) : null;
  }

  /** Whether both are the same ladder at the same place. */
  public boolean isAt(Pathway other) {
    return master.equals(other.master) && Objects.equals(of, other.of);
  }

  /** Host and port; the port always stands, or a player would keep the one it had. */
  public String host() {
    boolean secure = "https".equalsIgnoreCase(master.getScheme());
    int port = master.getPort() >= 0 ? master.getPort() : secure ? 443 : 80;
    return master.getHost() + ":" + port;
  }

  /** The file at {@code path} beside the master playlist. */
  public URI sibling(String path) {
    return master.resolve(breaks == 0 ? path : path + "?" + BREAKS + "=" + breaks);
  }

  /** The steering manifest beside the master playlist. */
  public URI steering() {
    return sibling(STEERING);
  }
}

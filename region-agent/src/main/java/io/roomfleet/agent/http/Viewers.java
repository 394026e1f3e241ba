package io.roomfleet.agent.http;

import io.roomfleet.agent.audience.AudienceSettings;
import io.roomfleet.agent.audience.Audiences;
import io.roomfleet.agent.audience.Countries;
import io.roomfleet.agent.audience.Visit;
import io.roomfleet.agent.cmcd.Cmcd;
import io.roomfleet.agent.cmcd.CmcdEvents;
import io.roomfleet.agent.cmcd.CmcdReader;
import io.roomfleet.agent.viewer.SubRoomKey;
import io.roomfleet.api.steering.Pathway;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells the audience which player asked for what.
 *
 * <p>A player is known by its CMCD session id; without one by a hash of its address and its user
 * agent. Its address is the first one that it was forwarded for, where that is trusted, else the
 * one it asks from. Nothing of either leaves the agent but a count.
 */
public final class Viewers {
  private static final String CMCD_HEADERS = "cmcd-";
  private static final String FORWARDED = "x-forwarded-for";
  private static final String AGENT = "user-agent";

  /** Anything else would be looked up as a name. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final Audiences audiences;
  private final AudienceSettings settings;
  private final Countries countries;
  private final String countryHeader;

  public Viewers(Audiences audiences, AudienceSettings settings, Countries countries) {
    this.audiences = audiences;
    this.settings = settings;
    this.countries = countries;
    this.countryHeader = settings.countryHeader().toLowerCase(Locale.ROOT);
  }

  /** Who asks: what the player says of itself, and how it is known when it gives no session id. */
  record Caller(Cmcd cmcd, long fallback, Supplier<String> country) {
    long session(Cmcd said) {
      String id = said.sessionId();
      return id == null ? fallback : hash(id);
    }
  }

  /** Who sent {@code request}; null when viewers are not counted. */
  @Nullable Caller caller(HttpRequest request) {
    if (!settings.enabled()) {
      return null;
    }
    StringBuilder said = new StringBuilder();
    String forwarded = "";
    String agent = "";
    String country = null;
    for (HttpHeader header : request.getHeaders()) {
      String name = header.lowercaseName();
      if (name.startsWith(CMCD_HEADERS)) {
        said.append(said.isEmpty() ? "" : ",").append(header.value());
      } else if (name.equals(FORWARDED)) {
        forwarded = settings.trustForwarded() ? header.value() : "";
      } else if (name.equals(AGENT)) {
        agent = header.value();
      } else if (name.equals(countryHeader)) {
        country = header.value();
      }
    }
    Cmcd cmcd =
        said.isEmpty()
            ? CmcdReader.inQuery(request.getUri().rawQueryString().orElse(""))
            : CmcdReader.read(said.toString());
    String first = forwarded.split(",", 2)[0].strip();
    InetAddress address = address(request, first);
    String header = country;
    long fallback = hash((first.isEmpty() ? address : first) + "\n" + agent);
    return new Caller(cmcd, fallback, () -> countries.of(address, header));
  }

  private static @Nullable InetAddress address(HttpRequest request, String first) {
    if (ADDRESS.matcher(first).matches()) {
      try {
        return InetAddress.getByName(first);
      } catch (UnknownHostException e) {
        // Then whoever forwarded it.
      }
    }
    return request
        .getAttribute(AttributeKeys.remoteAddress)
        .flatMap(remote -> remote.getAddress())
        .orElse(null);
  }

  /**
   * A file was found and is sent.
   *
   * @param file path beside the master playlist
   * @return whether {@link #sent} is to be called at its end
   */
  boolean asked(SubRoomKey subRoom, String file, Caller caller) {
    boolean segment = !file.endsWith(".m3u8");
    Visit.Kind kind =
        segment
            ? Visit.Kind.SEGMENT
            : file.equals(Pathway.MASTER) ? Visit.Kind.MASTER : Visit.Kind.PLAYLIST;
    int slash = file.lastIndexOf('/');
    return audiences.visit(
        new Visit(
            subRoom,
            kind,
            caller.session(caller.cmcd()),
            caller.cmcd(),
            segment && slash > 0 ? file.substring(0, slash) : null,
            caller.country()));
  }

  /** A file that {@link #asked} was told of has been sent, the whole of it. */
  void sent(SubRoomKey subRoom, Caller caller) {
    audiences.sent(subRoom, caller.session(caller.cmcd()));
  }

  /** A player reports events. */
  void reported(SubRoomKey subRoom, String body, Caller caller) {
    for (Cmcd event : CmcdEvents.read(body)) {
      audiences.visit(
          new Visit(
              subRoom, Visit.Kind.REPORT, caller.session(event), event, null, caller.country()));
    }
  }

  private static long hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

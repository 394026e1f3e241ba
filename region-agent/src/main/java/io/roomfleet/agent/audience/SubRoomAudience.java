package io.roomfleet.agent.audience;

import io.roomfleet.agent.cmcd.Cmcd;
import io.roomfleet.agent.viewer.SubRoomKey;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.sketch.Percentiles;
import io.roomfleet.sketch.Uniques;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one sub-room and the figures of its present window. It knows no clock; times are
 * milliseconds since 1970 that never go back.
 */
final class SubRoomAudience {
  /** Who has asked for no segment for so long is gone. */
  static final long GONE_AFTER = 30_000;

  private final SubRoomKey key;

  /** In the order in which they last asked for a segment, or came. */
  private final LinkedHashMap<Long, Session> sessions = new LinkedHashMap<>();

  private final Tallies countries = new Tallies();
  private final RenditionTallies renditions = new RenditionTallies();
  private final Uniques uniques = new Uniques();
  private final Percentiles joinMillis = new Percentiles();
  private final Percentiles bufferMillis = new Percentiles();
  private final Percentiles throughputKbps = new Percentiles();
  private final Percentiles dwellMillis = new Percentiles();
  private int viewers;
  private int joins;
  private int leaves;
  private int segments;
  private int overflow;
  private long measuredMillis;
  private long stalledMillis;

  SubRoomAudience(SubRoomKey key) {
    this.key = key;
  }

  /** How many sessions it follows. */
  int sessions() {
    return sessions.size();
  }

  /**
   * Takes a visit.
   *
   * @param room whether another session may be followed
   * @return whether it is to be told when the segment was sent
   */
  boolean visit(Visit visit, boolean room, long now) {
    boolean segment = visit.kind() == Visit.Kind.SEGMENT;
    if (segment) {
      segments++;
      uniques.add(visit.session());
    }
    Session session = sessions.get(visit.session());
    if (session == null) {
      if (visit.kind() == Visit.Kind.REPORT) {
        return false; // events alone make nobody a viewer
      }
      if (!room) {
        overflow += segment ? 1 : 0;
        return false;
      }
      session = new Session(visit.country().get(), now);
      sessions.put(visit.session(), session);
    }
    measure(session, visit, now);
    if (visit.kind() == Visit.Kind.MASTER) {
      session.master(now);
    } else if (segment) {
      segment(session, visit, now);
      return session.joining();
    }
    return false;
  }

  private void measure(Session session, Visit visit, long now) {
    Cmcd cmcd = visit.cmcd();
    if (!cmcd.present()) {
      return;
    }
    long span = session.said(now);
    measuredMillis += span;
    if (cmcd.starved()) {
      Integer said = cmcd.starvedMillis();
      stalledMillis += said == null ? span : Math.min(said, span);
    }
    boolean samples = visit.kind() == Visit.Kind.SEGMENT || visit.kind() == Visit.Kind.REPORT;
    if (samples && cmcd.bufferMillis() != null) {
      bufferMillis.add(cmcd.bufferMillis());
    }
    if (samples && cmcd.throughputKbps() != null) {
      throughputKbps.add(cmcd.throughputKbps());
    }
  }

  private void segment(Session session, Visit visit, long now) {
    if (!session.viewer()) {
      viewers++;
      joins++;
      countries.add(session.country(), 1);
    }
    session.segment(now);
    sessions.remove(visit.session());
    sessions.put(visit.session(), session);
    String label = visit.rendition() == null ? "" : visit.rendition();
    String taken = renditions.segment(label, session.rendition(), visit.cmcd().bitrateKbps());
    session.rendition(taken);
  }

  /** A session's segment was sent. */
  void sent(long id, long now) {
    Session session = sessions.get(id);
    long took = session == null ? -1 : session.sent(now);
    if (took >= 0) {
      joinMillis.add(took);
    }
  }

  /**
   * Ends the window, and begins the next one.
   *
   * @param start second in which the window began
   * @return null when there is nothing to say
   */
  @Nullable AudienceWindow close(long start, String bootId) {
    sendOff((start + 1) * 1000);
    boolean quiet = viewers == 0 && leaves == 0 && segments == 0;
    AudienceWindow window = quiet ? null : window(start, bootId);
    joins = 0;
    leaves = 0;
    segments = 0;
    overflow = 0;
    measuredMillis = 0;
    stalledMillis = 0;
    renditions.nextWindow();
    uniques.clear();
    joinMillis.clear();
    bufferMillis.clear();
    throughputKbps.clear();
    dwellMillis.clear();
    return window;
  }

  private void sendOff(long now) {
    Iterator<Session> oldest = sessions.values().iterator();
    while (oldest.hasNext()) {
      Session session = oldest.next();
      if (now - session.asked() <= GONE_AFTER) {
        return;
      }
      oldest.remove();
      if (session.viewer()) {
        viewers--;
        leaves++;
        dwellMillis.add(session.dwell());
        countries.add(session.country(), -1);
        renditions.left(session.rendition());
      }
    }
  }

  private AudienceWindow window(long start, String bootId) {
    Map<String, Integer> byCountry = countries.largest();
    return new AudienceWindow(
        key.roomId(),
        key.subRoomId(),
        bootId,
        start,
        viewers,
        joins,
        leaves,
        segments,
        overflow,
        measuredMillis,
        stalledMillis,
        renditions.shares(),
        byCountry,
        uniques.empty() ? null : text(uniques.encode()),
        text(joinMillis),
        text(bufferMillis),
        text(throughputKbps),
        text(dwellMillis));
  }

  private static @Nullable String text(Percentiles percentiles) {
    return percentiles.count() == 0 ? null : text(percentiles.encode());
  }

  private static String text(byte[] sketch) {
    return Base64.getEncoder().encodeToString(sketch);
  }
}

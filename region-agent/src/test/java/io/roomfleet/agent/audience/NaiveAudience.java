package io.roomfleet.agent.audience;

import io.roomfleet.agent.cmcd.Cmcd;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.sketch.Percentiles;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a window must say, worked out anew from all that ever happened in one sub-room: slow, and
 * with nothing remembered between two windows.
 */
final class NaiveAudience {
  private final Map<Long, List<Spell>> spells = new HashMap<>();

  private record Heard(long at, Visit visit) {}

  /** A session from its coming until it was gone for 30 s. */
  private static final class Spell {
    private final String country;
    private final List<Heard> heard = new ArrayList<>();
    private final List<Long> sent = new ArrayList<>();

    Spell(String country) {
      this.country = country;
    }

    private List<Heard> segments() {
      return heard.stream().filter(h -> h.visit().kind() == Visit.Kind.SEGMENT).toList();
    }

    private long asked() {
      List<Heard> segments = segments();
      return segments.isEmpty() ? heard.get(0).at() : segments.get(segments.size() - 1).at();
    }

    /** End of the window at which it is found to be gone. */
    private long gone() {
      return (asked() + 30_000) / 1000 * 1000 + 1000;
    }
  }

  void visit(Visit visit, long now) {
    List<Spell> all = spells.computeIfAbsent(visit.session(), id -> new ArrayList<>());
    Spell last = all.isEmpty() ? null : all.get(all.size() - 1);
    if (last == null || last.gone() <= now) {
      if (visit.kind() == Visit.Kind.REPORT) {
        return;
      }
      last = new Spell(visit.country().get());
      all.add(last);
    }
    last.heard.add(new Heard(now, visit));
  }

  void sent(long session, long now) {
    List<Spell> all = spells.getOrDefault(session, List.of());
    if (!all.isEmpty() && all.get(all.size() - 1).gone() > now) {
      all.get(all.size() - 1).sent.add(now);
    }
  }

  /** The window of a second that is over, of a boot called {@code boot}, without its uniques. */
  @Nullable AudienceWindow window(String room, String subRoom, long start) {
    long from = start * 1000;
    long end = from + 1000;
    int joins = 0;
    int leaves = 0;
    int viewers = 0;
    int segments = 0;
    long measured = 0;
    long stalled = 0;
    Map<String, Integer> countries = new HashMap<>();
    TreeMap<String, int[]> renditions = new TreeMap<>();
    List<Percentiles> p =
        List.of(new Percentiles(), new Percentiles(), new Percentiles(), new Percentiles());
    for (List<Spell> all : spells.values()) {
      for (Spell spell : all) {
        List<Heard> asked = spell.segments();
        for (Heard h : asked) {
          if (h.at() >= from && h.at() < end) {
            segments++;
            renditions.computeIfAbsent(String.valueOf(h.visit().rendition()), l -> new int[4])[1]++;
            Integer rate = h.visit().cmcd().bitrateKbps();
            if (rate != null) {
              renditions.get(h.visit().rendition())[2] += rate;
              renditions.get(h.visit().rendition())[3]++;
            }
          }
        }
        if (!asked.isEmpty() && asked.get(0).at() >= from && asked.get(0).at() < end) {
          joins++;
        }
        if (!asked.isEmpty() && spell.gone() == end) {
          leaves++;
          p.get(3).add(spell.asked() - asked.get(0).at());
        }
        List<Heard> soFar = asked.stream().filter(h -> h.at() < end).toList();
        if (!soFar.isEmpty() && spell.gone() > end) {
          viewers++;
          countries.merge(spell.country, 1, Integer::sum);
          String watched = soFar.get(soFar.size() - 1).visit().rendition();
          renditions.computeIfAbsent(String.valueOf(watched), l -> new int[4])[0]++;
        }
        joinTime(spell, from, end, p.get(0));
        long[] time = said(spell, from, end, p.get(1), p.get(2));
        measured += time[0];
        stalled += time[1];
      }
    }
    if (viewers == 0 && leaves == 0 && segments == 0) {
      return null;
    }
    List<AudienceWindow.RenditionShare> shares =
        renditions.entrySet().stream()
            .map(
                e ->
                    new AudienceWindow.RenditionShare(
                        e.getKey(),
                        e.getValue()[0],
                        e.getValue()[1],
                        e.getValue()[3] == 0
                            ? null
                            : Integer.valueOf(
                                (int) Math.round((double) e.getValue()[2] / e.getValue()[3]))))
            .toList();
    return new AudienceWindow(
        room,
        subRoom,
        "boot",
        start,
        viewers,
        joins,
        leaves,
        segments,
        0,
        measured,
        stalled,
        shares,
        countries,
        null,
        text(p.get(0)),
        text(p.get(1)),
        text(p.get(2)),
        text(p.get(3)));
  }

  private static void joinTime(Spell spell, long from, long end, Percentiles joins) {
    Long master = null;
    for (Heard h : spell.heard) {
      if (h.visit().kind() == Visit.Kind.SEGMENT) {
        break;
      }
      if (h.visit().kind() == Visit.Kind.MASTER) {
        master = h.at();
        break;
      }
    }
    if (master != null && !spell.sent.isEmpty()) {
      long sent = spell.sent.get(0);
      if (sent >= from && sent < end) {
        joins.add(sent - master);
      }
    }
  }

  private static long[] said(
      Spell spell, long from, long end, Percentiles buffers, Percentiles throughputs) {
    long measured = 0;
    long stalled = 0;
    Long before = null;
    for (Heard h : spell.heard) {
      Cmcd cmcd = h.visit().cmcd();
      if (!cmcd.present()) {
        continue;
      }
      long span = before == null ? 0 : Math.min(10_000, h.at() - before);
      before = h.at();
      if (h.at() < from || h.at() >= end) {
        continue;
      }
      measured += span;
      Integer said = cmcd.starvedMillis();
      stalled += !cmcd.starved() ? 0 : said == null ? span : Math.min(span, said);
      Set<Visit.Kind> samples = Set.of(Visit.Kind.SEGMENT, Visit.Kind.REPORT);
      if (samples.contains(h.visit().kind()) && cmcd.bufferMillis() != null) {
        buffers.add(cmcd.bufferMillis());
      }
      if (samples.contains(h.visit().kind()) && cmcd.throughputKbps() != null) {
        throughputs.add(cmcd.throughputKbps());
      }
    }
    return new long[] {measured, stalled};
  }

  /** Sessions that asked for a segment in the window. */
  int distinct(long start) {
    Set<Long> seen = new HashSet<>();
    spells.forEach(
        (id, all) ->
            all.stream()
                .flatMap(spell -> spell.segments().stream())
                .filter(h -> h.at() / 1000 == start)
                .forEach(h -> seen.add(id)));
    return seen.size();
  }

  private static @Nullable String text(Percentiles percentiles) {
    return percentiles.count() == 0
        ? null
        : Base64.getEncoder().encodeToString(percentiles.encode());
  }
}

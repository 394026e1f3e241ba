package io.roomfleet.orchestrator.alert.rule;

import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.alert.AlertSubject.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * From signals to findings: one for each cause. Rules are gone through in the order in which they
 * explain each other. What a finding explains in its sub-rooms is its symptom and no finding of its
 * own; what a signal explains that is not bad for long enough yet has to wait for it. What is left
 * of a rule is grouped: in most markets, it is the room's; in all of a region, the region's; else
 * each sub-room's. A few seconds are waited before a finding is one, to see where else it is bad.
 */
final class Correlator {
  private static final long SETTLE = 5_000;

  /** Signals that are not bad for long enough hold others back for that long, at most. */
  private static final long HOLD = 30_000;

  /** People take that long to come back, or to be calm again. */
  private static final long LINGER = 120_000;

  /** What is still bad that long after its cause is gone has a cause of its own. */
  private static final long OUTLIVES = 300_000;

  private static final double MOST = 0.6;

  /** What was found, and until when it explains what people do. */
  private record Past(String ruleId, Set<String> subRooms, long until) {}

  private final Map<String, Past> pasts = new LinkedHashMap<>();
  private final Map<String, Long> explainedUntil = new HashMap<>();

  private static final class Root {
    private final Finding finding;
    private final Set<String> symptoms = new LinkedHashSet<>();

    Root(Finding finding) {
      this.finding = finding;
    }

    Finding done() {
      return new Finding(
          finding.ruleId(),
          finding.severity(),
          finding.subject(),
          finding.subRooms(),
          finding.regions(),
          finding.cause(),
          finding.causeText(),
          List.copyOf(symptoms),
          finding.value(),
          finding.expected(),
          finding.since());
    }
  }

  /**
   * What is wrong now.
   *
   * @param signals by rule, rules in their order
   * @param open keys of the alerts that are open: they keep their scope until they are over
   * @param judged of which sub-rooms a rule knows enough
   */
  List<Finding> findings(
      long now,
      Layout layout,
      Map<Rule, List<Signal>> signals,
      Set<String> open,
      Causes causes,
      BiFunction<Rule, String, Boolean> judged) {
    List<Root> roots = new ArrayList<>();
    Set<String> alive = new HashSet<>();
    signals.forEach(
        (rule, ofRule) -> {
          List<Signal> left = new ArrayList<>();
          for (Signal signal : ofRule) {
            String id = Finding.key(rule.id(), signal.of());
            alive.add(id);
            if (!explain(now, layout, signal, id, roots)
                && (isOpen(layout, open, signal) || !held(now, layout, signal, signals.values()))) {
              left.add(signal);
            }
          }
          Scopes scopes = new Scopes(layout, open, causes);
          for (Finding finding : scopes.group(now, rule, left, judged)) {
            roots.add(new Root(finding));
          }
        });
    explainedUntil.keySet().retainAll(alive);
    List<Finding> findings = roots.stream().map(Root::done).toList();
    remember(now, findings);
    return findings;
  }

  private boolean explain(long now, Layout layout, Signal signal, String id, List<Root> roots) {
    Set<String> where = membersOf(layout, signal.of());
    for (Root root : roots) {
      if (Explains.brings(root.finding.ruleId(), signal.rule().id())
          && Explains.near(root.finding.subject(), signal.of())
          && root.finding.subRooms().containsAll(where)) {
        if (signal.firm()) {
          root.symptoms.add(signal.rule().id());
          explainedUntil.put(id, now + OUTLIVES);
        }
        return true;
      }
    }
    if (now < explainedUntil.getOrDefault(id, 0L)) {
      return true;
    }
    for (Past past : pasts.values()) {
      boolean people = Explains.AUDIENCE.contains(signal.rule().id());
      if (people
          && now < past.until()
          && Explains.brings(past.ruleId(), signal.rule().id())
          && past.subRooms().containsAll(where)) {
        explainedUntil.put(id, now + OUTLIVES);
        return true;
      }
    }
    return false;
  }

  /** Whether something that would explain it may be about to be found. */
  private static boolean held(
      long now, Layout layout, Signal signal, Collection<List<Signal>> all) {
    Set<String> where = membersOf(layout, signal.of());
    for (List<Signal> others : all) {
      for (Signal other : others) {
        boolean young = other.firm() ? now - other.raisedAt() < SETTLE : now - other.since() < HOLD;
        if (young
            && Explains.brings(other.rule().id(), signal.rule().id())
            && Explains.near(other.of(), signal.of())
            && membersOf(layout, other.of()).containsAll(where)) {
          return true;
        }
      }
    }
    return false;
  }

  /** What is an alert by itself already is not held back. */
  private static boolean isOpen(Layout layout, Set<String> open, Signal signal) {
    String rule = signal.rule().id();
    Layout.Market market =
        signal.of().kind() == Kind.SUB_ROOM ? layout.market(signal.of().id()) : null;
    return open.contains(Finding.key(rule, signal.of()))
        || open.contains(Finding.key(rule, new AlertSubject(Kind.ROOM, layout.roomId())))
        || (market != null
            && market.region() != null
            && open.contains(Finding.key(rule, new AlertSubject(Kind.REGION, market.region()))));
  }

  static Set<String> membersOf(Layout layout, AlertSubject of) {
    if (of.kind() == Kind.SUB_ROOM) {
      return Set.of(of.id());
    }
    Set<String> all = new TreeSet<>();
    layout.markets().forEach(market -> all.add(market.subRoomId()));
    return all;
  }

  private void remember(long now, List<Finding> findings) {
    for (Finding finding : findings) {
      pasts.put(
          finding.key(), new Past(finding.ruleId(), Set.copyOf(finding.subRooms()), now + LINGER));
    }
    pasts.values().removeIf(past -> now >= past.until());
  }

  /** How a rule's signals become findings. */
  private record Scopes(Layout layout, Set<String> open, Causes causes) {
    List<Finding> group(
        long now, Rule rule, List<Signal> signals, BiFunction<Rule, String, Boolean> judged) {
      List<Finding> findings = new ArrayList<>();
      Map<String, Signal> bySubRoom = new LinkedHashMap<>();
      for (Signal signal : signals) {
        if (signal.of().kind() != Kind.SUB_ROOM) {
          if (signal.firm()) {
            findings.add(finding(rule, signal.of(), List.of(signal)));
          }
        } else if (signal.firm() || now - signal.since() < HOLD) {
          bySubRoom.put(signal.of().id(), signal);
        }
      }
      if (bySubRoom.values().stream().anyMatch(signal -> ripe(now, signal))) {
        findings.addAll(grouped(rule, bySubRoom, judged));
      }
      return findings;
    }

    private boolean ripe(long now, Signal signal) {
      return signal.firm()
          && (now - signal.raisedAt() >= SETTLE || Correlator.isOpen(layout, open, signal));
    }

    private List<Finding> grouped(
        Rule rule, Map<String, Signal> bySubRoom, BiFunction<Rule, String, Boolean> judged) {
      Set<String> members = bySubRoom.keySet();
      List<String> known =
          layout.markets().stream()
              .map(Layout.Market::subRoomId)
              .filter(id -> members.contains(id) || judged.apply(rule, id))
              .toList();
      AlertSubject room = new AlertSubject(Kind.ROOM, layout.roomId());
      boolean wide =
          layout.regionsOf(List.copyOf(members)).size() > 1 || layout.regionsOf(known).size() == 1;
      boolean most = wide && members.size() >= 2 && members.size() >= MOST * known.size();
      if (most || isOpen(rule, Kind.ROOM, room.id())) {
        return List.of(finding(rule, room, bySubRoom.values()));
      }
      List<Finding> findings = new ArrayList<>();
      boolean people = Explains.AUDIENCE.contains(rule.id()) || rule.metric() == Metric.ORDERS;
      Set<String> done = new HashSet<>();
      if (!people) {
        for (String region : layout.regionsOf(List.copyOf(members))) {
          List<String> its = layout.inRegion(region).stream().filter(known::contains).toList();
          if (members.containsAll(its) || isOpen(rule, Kind.REGION, region)) {
            List<Signal> ofRegion =
                its.stream().filter(members::contains).map(bySubRoom::get).toList();
            if (ofRegion.stream().anyMatch(Signal::firm)) {
              findings.add(finding(rule, new AlertSubject(Kind.REGION, region), ofRegion));
              done.addAll(its);
            }
          }
        }
      }
      bySubRoom.forEach(
          (id, signal) -> {
            if (!done.contains(id) && signal.firm()) {
              findings.add(finding(rule, signal.of(), List.of(signal)));
            }
          });
      return findings;
    }

    private boolean isOpen(Rule rule, Kind kind, String id) {
      return open.contains(Finding.key(rule.id(), new AlertSubject(kind, id)));
    }

    private Finding finding(Rule rule, AlertSubject subject, Collection<Signal> signals) {
      TreeSet<String> subRooms = new TreeSet<>();
      Signal worst = null;
      long since = Long.MAX_VALUE;
      for (Signal signal : signals) {
        subRooms.addAll(membersOf(layout, signal.of()));
        since = Math.min(since, signal.since());
        boolean low = rule.kind() == Rule.Kind.FALLS || rule.kind() == Rule.Kind.FEWER;
        if (worst == null
            || (low ? signal.value() < worst.value() : signal.value() > worst.value())) {
          worst = signal;
        }
      }
      List<String> names = List.copyOf(subRooms);
      Causes.Named cause = causes.of(rule, subject, names);
      double value = worst == null ? 0 : worst.value();
      double expected = worst == null ? 0 : worst.expected();
      return new Finding(
          rule.id(),
          rule.severity(),
          subject,
          names,
          layout.regionsOf(names),
          cause.cause(),
          cause.text(),
          List.of(),
          Words.value(rule, value),
          Words.expected(rule, expected),
          since);
    }
  }
}

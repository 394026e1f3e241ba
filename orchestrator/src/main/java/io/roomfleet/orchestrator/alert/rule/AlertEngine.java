package io.roomfleet.orchestrator.alert.rule;

import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.alert.AlertSubject.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with one room, or with the fleet's agents, from the figures it is given. Pure:
 * times are given. Mutable, of one owner. What it keeps is bounded by the number of subjects, which
 * is bounded itself; a figure of one more than fit is passed over.
 */
public final class AlertEngine {
  private static final int MOST = 4_000;
  private static final long STALE = 30_000;

  private record Key(AlertSubject of, Metric metric) {}

  private record Heard(long at, double value) {}

  private final Map<String, Map<AlertSubject, Series>> series = new HashMap<>();
  private final Map<Key, Heard> last = new HashMap<>();
  private final Correlator correlator = new Correlator();
  private RuleSource rules;

  /** Which rules hold for a subject. */
  @FunctionalInterface
  public interface RuleSource {
    /** The ready-made ones for all. */
    RuleSource READY = (ruleId, of) -> ReadyRules.byId().get(ruleId);

    /** Null when the rule is off. */
    @Nullable Rule rule(String ruleId, AlertSubject of);
  }

  public AlertEngine(RuleSource rules) {
    this.rules = rules;
  }

  /** Other rules from now on. */
  public void rules(RuleSource now) {
    rules = now;
    series.forEach(
        (ruleId, its) ->
            its.entrySet()
                .removeIf(
                    entry -> {
                      Rule rule = now.rule(ruleId, entry.getKey());
                      if (rule != null) {
                        entry.getValue().rule(rule);
                      }
                      return rule == null;
                    }));
  }

  /** An alert was open before this was made: it stays so until it is seen to be over. */
  public void restore(String ruleId, AlertSubject subject, List<String> subRooms, long since) {
    List<AlertSubject> members =
        subject.kind() == Kind.ROOM || subject.kind() == Kind.REGION
            ? subRooms.stream().map(id -> new AlertSubject(Kind.SUB_ROOM, id)).toList()
            : List.of(subject);
    for (AlertSubject member : members) {
      Rule rule = rules.rule(ruleId, member);
      if (rule != null) {
        of(rule, member).restore(since);
      }
    }
  }

  /** Takes a figure in. */
  public void take(Sample sample) {
    Key key = new Key(sample.of(), sample.metric());
    if (last.size() >= MOST && !last.containsKey(key)) {
      return;
    }
    last.put(key, new Heard(sample.at(), sample.value()));
    for (Rule ready : ReadyRules.ALL) {
      Rule rule = ready.metric() == sample.metric() ? rules.rule(ready.id(), sample.of()) : null;
      if (rule != null) {
        of(rule, sample.of()).take(sample);
      }
    }
  }

  private Series of(Rule rule, AlertSubject subject) {
    return series
        .computeIfAbsent(rule.id(), id -> new LinkedHashMap<>())
        .computeIfAbsent(subject, of -> new Series(rule, of));
  }

  /**
   * What is wrong at this moment; to be asked each second.
   *
   * @param open keys of the alerts that are open
   */
  public List<Finding> findings(long now, Layout layout, Set<String> open) {
    if (!layout.live()) {
      series.clear();
      last.clear();
      return List.of();
    }
    forget(layout);
    Map<Rule, List<Signal>> signals = new LinkedHashMap<>();
    for (Rule ready : ReadyRules.ALL) {
      boolean quiet = layout.closing() && Explains.AUDIENCE.contains(ready.id());
      List<Signal> ofRule = tick(now, ready);
      if (!ofRule.isEmpty() && !quiet && !ready.id().equals(ReadyRules.AGENT_HOT)) {
        signals.put(ready, ofRule);
      }
    }
    Causes causes = new Causes(layout, (of, metric) -> last(now, of, metric));
    return correlator.findings(
        now, layout, signals, open, causes, (rule, subRoom) -> judged(now, rule, subRoom));
  }

  /** Of the agents alone: which of them are hot at this moment. */
  public List<Finding> agents(long now, Map<String, String> regions) {
    series.values().forEach(its -> its.keySet().removeIf(of -> !regions.containsKey(of.id())));
    last.keySet().removeIf(key -> !regions.containsKey(key.of().id()));
    List<Finding> findings = new ArrayList<>();
    for (Rule ready : ReadyRules.ALL) {
      for (Signal signal : tick(now, ready)) {
        if (signal.firm()) {
          findings.add(FleetFindings.of(signal, regions.getOrDefault(signal.of().id(), "")));
        }
      }
    }
    return findings;
  }

  private List<Signal> tick(long now, Rule ready) {
    Collection<Series> ofRule = series.getOrDefault(ready.id(), Map.of()).values();
    List<Signal> signals = new ArrayList<>();
    for (Series its : ofRule) {
      its.tick(now, ready.kind() == Rule.Kind.BESIDE ? others(now, its, ofRule) : Double.NaN);
      Signal signal = its.signal();
      if (signal != null) {
        signals.add(signal);
      }
    }
    return signals;
  }

  /** Of two others at least. */
  private static double others(long now, Series its, Collection<Series> all) {
    double[] values =
        all.stream()
            .filter(other -> other != its && other.says(now))
            .mapToDouble(Series::value)
            .toArray();
    return values.length < 2 ? Double.NaN : Recent.median(values);
  }

  private boolean judged(long now, Rule rule, String subRoom) {
    Series its =
        series.getOrDefault(rule.id(), Map.of()).get(new AlertSubject(Kind.SUB_ROOM, subRoom));
    return its != null && its.says(now);
  }

  private double last(long now, AlertSubject of, Metric metric) {
    Heard heard = last.get(new Key(of, metric));
    return heard == null || now - heard.at() > STALE ? Double.NaN : heard.value();
  }

  /** Sub-rooms that are closed, agents that run nothing of it, lines that are not on air. */
  private void forget(Layout layout) {
    series.values().forEach(its -> its.keySet().removeIf(of -> !concerns(layout, of)));
    last.keySet().removeIf(key -> !concerns(layout, key.of()));
  }

  private static boolean concerns(Layout layout, AlertSubject of) {
    return switch (of.kind()) {
      case SUB_ROOM -> layout.market(of.id()) != null;
      case LINE -> of.id().equals(layout.lineId());
      case AGENT -> of.id().equals(layout.lineAgent()) || !layout.onAgent(of.id()).isEmpty();
      case SEAT -> layout.person(of.id()) != null;
      case ROOM, REGION -> true;
    };
  }
}

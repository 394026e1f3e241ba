package io.roomfleet.orchestrator.alert.rule;

import io.roomfleet.api.alert.AlertCause;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.alert.AlertSubject.Kind;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names the likely cause of what is wrong in some sub-rooms, by where else it is wrong and where it
 * is not:
 *
 * <ul>
 *   <li>people alone moved, everywhere: what is shown; in one market: that market
 *   <li>one who is on stage: the way from there
 *   <li>all markets: the source, unless all run on one agent that is overloaded
 *   <li>an overloaded agent, or an encoder that is slower than real time: that agent
 *   <li>gaps in the region's copy of the line, none where the line comes in: that copy
 *   <li>others on the same agent, or in the same region, are fine: the market, or the agent
 *   <li>else the region
 * </ul>
 *
 * @param last what was last heard of a figure; NaN for nothing lately
 */
record Causes(Layout layout, Last last) {
  /** Reads a figure's last value. */
  @FunctionalInterface
  interface Last {
    double of(AlertSubject subject, Metric metric);
  }

  record Named(AlertCause cause, String text) {}

  private static final double HOT = 0.85;
  private static final double BEHIND = 0.05;
  private static final double GAPS = 0.02;

  Named of(Rule rule, AlertSubject subject, List<String> subRooms) {
    String id = rule.id();
    if (rule.severity() == io.roomfleet.api.alert.AlertSeverity.OPPORTUNITY
        || Explains.AUDIENCE.contains(id)) {
      return ofPeople(subject, subRooms);
    }
    if (subject.kind() == Kind.LINE) {
      String agent = layout.lineAgent();
      return new Named(
          AlertCause.SOURCE,
          "line "
              + subject.id()
              + (agent == null ? "" : " as agent " + agent + " takes it in")
              + ": the studio, its encoder, or the way from there");
    }
    if (subject.kind() == Kind.SEAT) {
      return ofPerson(subject.id());
    }
    boolean pictureOrSound =
        id.equals(ReadyRules.BLACK)
            || id.equals(ReadyRules.FROZEN)
            || id.equals(ReadyRules.SILENCE)
            || id.equals(ReadyRules.STARVED);
    if (id.equals(ReadyRules.LINE_LEFT)) {
      return ofLeaving(subject, subRooms);
    }
    if (pictureOrSound) {
      return ofPicture(subject, subRooms);
    }
    return ofDelivery(subject, subRooms);
  }

  private Named ofPerson(String seatId) {
    Layout.Person person =
        Objects.requireNonNullElse(layout.person(seatId), Layout.Person.unknown(seatId));
    return new Named(
        AlertCause.SOURCE,
        "the way from the browser of "
            + person.name()
            + " to the stage"
            + (person.at() == null ? "" : " at " + person.at())
            + ": that one's network, mostly its radio or its upload");
  }

  private Named ofPeople(AlertSubject subject, List<String> subRooms) {
    String item = layout.agendaItem();
    if (subject.kind() == Kind.ROOM || layout.markets().size() == 1) {
      return new Named(
          AlertCause.CONTENT,
          "nothing stalls and the line is whole: what is shown"
              + (item == null ? "" : ", since this was on: " + item));
    }
    return new Named(
        AlertCause.MARKET,
        "only in "
            + String.join(", ", subRooms)
            + ", where nothing stalls"
            + (item == null ? "" : "; on was: " + item));
  }

  /** Whoever left the line has said why. */
  private Named ofLeaving(AlertSubject subject, List<String> subRooms) {
    String said =
        subRooms.stream()
            .map(layout::market)
            .map(market -> market == null ? null : market.left())
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .distinct()
            .collect(Collectors.joining("; "));
    return subject.kind() == Kind.ROOM
        ? new Named(AlertCause.SOURCE, "in all markets: " + said)
        : new Named(
            AlertCause.LINE,
            "the copy of %s at agent %s: %s"
                .formatted(line(), String.join(", ", agentsOf(subRooms)), said));
  }

  private Named ofPicture(AlertSubject subject, List<String> subRooms) {
    if (subject.kind() == Kind.ROOM || layout.markets().size() == 1) {
      return new Named(AlertCause.SOURCE, "all markets show it: the source of " + line());
    }
    return new Named(
        AlertCause.LINE,
        "only in "
            + String.join(", ", subRooms)
            + ", the others are fine: the copy of "
            + line()
            + " or the encoder on agent "
            + String.join(", ", agentsOf(subRooms)));
  }

  private Named ofDelivery(AlertSubject subject, List<String> subRooms) {
    List<String> agents = agentsOf(subRooms);
    if (agents.size() == 1 && subject.kind() != Kind.SUB_ROOM || subRooms.size() == 1) {
      Named overloaded = overloaded(agents, subRooms);
      if (overloaded != null) {
        return overloaded;
      }
    }
    if (subject.kind() == Kind.ROOM) {
      double gaps = gaps(layout.lineAgent());
      return new Named(
          AlertCause.SOURCE,
          "all markets at once: the source, or "
              + line()
              + where()
              + (gaps >= GAPS
                  ? ", where it brought nothing for " + percent(gaps) + " of the time"
                  : ""));
    }
    for (String agent : agents) {
      if (gaps(agent) >= GAPS && !(gaps(layout.lineAgent()) >= GAPS)) {
        return new Named(
            AlertCause.LINE,
            "the copy of "
                + line()
                + " at agent "
                + agent
                + " brought nothing for "
                + percent(gaps(agent))
                + " of the time, and it is whole"
                + where());
      }
    }
    return byNeighbours(subject, subRooms, agents);
  }

  private @Nullable Named overloaded(List<String> agents, List<String> subRooms) {
    for (String agent : agents) {
      double busy = last.of(new AlertSubject(Kind.AGENT, agent), Metric.AGENT_BUSY);
      if (busy >= HOT) {
        return new Named(
            AlertCause.AGENT, "agent " + agent + ", whose machine is " + percent(busy) + " busy");
      }
      for (String subRoom : subRooms) {
        double behind = last.of(new AlertSubject(Kind.SUB_ROOM, subRoom), Metric.ENCODER_BEHIND);
        if (behind >= BEHIND) {
          return new Named(
              AlertCause.AGENT,
              "agent "
                  + agent
                  + ", whose encoder of "
                  + subRoom
                  + " is "
                  + percent(behind)
                  + " slower than real time");
        }
      }
    }
    return null;
  }

  private Named byNeighbours(AlertSubject subject, List<String> subRooms, List<String> agents) {
    String names = String.join(", ", agents);
    for (String agent : agents) {
      if (!subRooms.containsAll(layout.onAgent(agent))) {
        return new Named(
            AlertCause.MARKET,
            "only in "
                + String.join(", ", subRooms)
                + ", others on agent "
                + agent
                + " are fine: the way to that market's viewers, or its encoder");
      }
    }
    List<String> regions = layout.regionsOf(subRooms);
    for (String region : regions) {
      if (!agents.isEmpty() && !subRooms.containsAll(layout.inRegion(region))) {
        return new Named(
            AlertCause.AGENT, "agent " + names + ": others in " + region + " are fine");
      }
    }
    String where = regions.isEmpty() ? subject.id() : String.join(", ", regions);
    return new Named(
        AlertCause.REGION,
        "only in "
            + where
            + (names.isEmpty() ? "" : ": agent " + names + " or its network")
            + (layout.markets().size() > subRooms.size() ? "; elsewhere all is fine" : ""));
  }

  private List<String> agentsOf(List<String> subRooms) {
    return subRooms.stream()
        .map(layout::market)
        .map(market -> market == null ? null : market.agentId())
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .distinct()
        .sorted()
        .toList();
  }

  private double gaps(@Nullable String agent) {
    return agent == null
        ? Double.NaN
        : last.of(new AlertSubject(Kind.AGENT, agent), Metric.LINE_GAPS);
  }

  private String line() {
    return layout.lineId() == null ? "the line" : "line " + layout.lineId();
  }

  private String where() {
    return layout.lineAgent() == null ? "" : " where agent " + layout.lineAgent() + " takes it in";
  }

  private static String percent(double part) {
    return String.format(java.util.Locale.ROOT, "%.0f %%", 100 * part);
  }
}

package io.roomfleet.orchestrator.alert.rule;

import io.roomfleet.api.alert.AlertSeverity;
import io.roomfleet.orchestrator.alert.rule.Rule.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules that there are without anybody's doing, what is rather a cause before its effects. */
public final class ReadyRules {
  public static final String INPUT_LOST = "input-lost";
  public static final String STARVED = "line-starved";
  public static final String LINE_LEFT = "line-left";
  public static final String AGENT_HOT = "agent-hot";
  public static final String BLACK = "black";
  public static final String FROZEN = "frozen";
  public static final String SILENCE = "silence";
  public static final String AV_OFFSET = "av-offset";
  public static final String HOST_LOSS = "host-loss";
  public static final String HOST_JITTER = "host-jitter";
  public static final String HOST_ROUND_TRIP = "host-round-trip";
  public static final String FIGURES_MISSING = "figures-missing";
  public static final String STALL_RATIO = "stall-ratio";
  public static final String STALLS_BESIDE = "stalls-beside";
  public static final String LATENCY = "latency";
  public static final String JOIN_TIME = "join-time";
  public static final String VIEWERS_DROPPING = "viewers-dropping";
  public static final String COMPLAINTS = "complaints";
  public static final String CONVERSION_DROPPING = "conversion-dropping";
  public static final String CONVERSION_SURGING = "conversion-surging";

  private static final AlertSeverity CRITICAL = AlertSeverity.CRITICAL;
  private static final AlertSeverity WARNING = AlertSeverity.WARNING;

  /** In the order in which what is wrong explains what else is wrong. */
  public static final List<Rule> ALL =
      List.of(
          rule(INPUT_LOST, "line input lost", Metric.INPUT_LOST, CRITICAL, 3).clear(0.5, 3).get(),
          rule(STARVED, "line starved", Metric.STARVED, CRITICAL, 0.25)
              .raise(5)
              .clear(0.4, 5)
              .get(),
          rule(LINE_LEFT, "market on another line", Metric.LINE_LEFT, WARNING, 5)
              .clear(0.5, 25)
              .get(),
          rule(AGENT_HOT, "agent hot", Metric.AGENT_BUSY, WARNING, 0.92)
              .raise(15)
              .clear(0.9, 30)
              .over(10)
              .get(),
          rule(BLACK, "black picture", Metric.BLACK, CRITICAL, 5).clear(0.5, 5).get(),
          rule(FROZEN, "frozen picture", Metric.FROZEN, CRITICAL, 10).clear(0.5, 5).get(),
          rule(SILENCE, "no sound", Metric.SILENT, CRITICAL, 10).clear(0.5, 5).get(),
          rule(AV_OFFSET, "sound and picture apart", Metric.AV_OFFSET, WARNING, 0.2)
              .raise(10)
              .clear(0.7, 20)
              .over(5)
              .get(),
          rule(HOST_LOSS, "a host's packets are lost", Metric.HOST_LOSS, WARNING, 0.05)
              .raise(5)
              .clear(0.5, 20)
              .over(10)
              .get(),
          rule(HOST_JITTER, "a host's packets come unevenly", Metric.HOST_JITTER, WARNING, 50)
              .raise(10)
              .clear(0.7, 20)
              .over(10)
              .get(),
          rule(
                  HOST_ROUND_TRIP,
                  "a host hears the others late",
                  Metric.HOST_ROUND_TRIP,
                  WARNING,
                  400)
              .raise(10)
              .clear(0.8, 20)
              .over(10)
              .get(),
          rule(FIGURES_MISSING, "figures missing", Metric.VIEWERS, WARNING, 30)
              .kind(Kind.ABSENT)
              .clear(0.3, 5)
              .atLeast(5)
              .get(),
          rule(STALL_RATIO, "viewers stall", Metric.STALL_RATIO, CRITICAL, 0.05)
              .raise(5)
              .clear(0.5, 20)
              .atLeast(15)
              .over(10)
              .get(),
          rule(STALLS_BESIDE, "more stalls than elsewhere", Metric.STALL_RATIO, WARNING, 0.025)
              .kind(Kind.BESIDE)
              .raise(20)
              .clear(0.4, 30)
              .atLeast(60)
              .over(20)
              .get(),
          rule(LATENCY, "far behind the camera", Metric.LATENCY, WARNING, 15)
              .raise(15)
              .clear(0.8, 20)
              .over(5)
              .get(),
          rule(JOIN_TIME, "joining takes long", Metric.JOIN_TIME, WARNING, 5)
              .raise(10)
              .clear(0.7, 20)
              .atLeast(10)
              .over(20)
              .get(),
          rule(VIEWERS_DROPPING, "viewers leave", Metric.VIEWERS, WARNING, 0.2)
              .kind(Kind.FALLS)
              .raise(10)
              .clear(0.6, 20)
              .atLeast(30)
              .over(5)
              .get(),
          rule(COMPLAINTS, "viewers complain", Metric.COMPLAINTS, WARNING, 2)
              .kind(Kind.MORE)
              .clear(0.5, 30)
              .atLeast(5)
              .get(),
          rule(CONVERSION_DROPPING, "fewer orders", Metric.ORDERS, WARNING, 0.4)
              .kind(Kind.FEWER)
              .clear(0.6, 30)
              .atLeast(10)
              .get(),
          rule(
                  CONVERSION_SURGING,
                  "many orders: hold this product",
                  Metric.ORDERS,
                  AlertSeverity.OPPORTUNITY,
                  0.8)
              .kind(Kind.MORE)
              .clear(0.5, 30)
              .atLeast(10)
              .get());

  private static final Map<String, Rule> BY_ID =
      ALL.stream()
          .collect(
              Collectors.toMap(Rule::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));

  private ReadyRules() {}

  /** By id. */
  public static Map<String, Rule> byId() {
    return BY_ID;
  }

  private static Draft rule(
      String id, String name, Metric metric, AlertSeverity severity, double threshold) {
    return new Draft(
        new Rule(
            id,
            name,
            metric,
            Kind.ABOVE,
            severity,
            threshold,
            Duration.ZERO,
            1,
            Duration.ZERO,
            0,
            Duration.ZERO));
  }

  /** A rule with what is usual, and what is not. */
  private record Draft(Rule get) {
    Draft kind(Kind kind) {
      return of(
          kind,
          get.raiseAfter(),
          get.clearShare(),
          get.clearAfter(),
          get.leastWeight(),
          get.span());
    }

    Draft raise(int seconds) {
      return of(
          get.kind(),
          Duration.ofSeconds(seconds),
          get.clearShare(),
          get.clearAfter(),
          get.leastWeight(),
          get.span());
    }

    Draft clear(double share, int seconds) {
      return of(
          get.kind(),
          get.raiseAfter(),
          share,
          Duration.ofSeconds(seconds),
          get.leastWeight(),
          get.span());
    }

    Draft atLeast(double weight) {
      return of(
          get.kind(), get.raiseAfter(), get.clearShare(), get.clearAfter(), weight, get.span());
    }

    Draft over(int seconds) {
      return of(
          get.kind(),
          get.raiseAfter(),
          get.clearShare(),
          get.clearAfter(),
          get.leastWeight(),
          Duration.ofSeconds(seconds));
    }

    private Draft of(
        Kind kind,
        Duration raiseAfter,
        double clearShare,
        Duration clearAfter,
        double leastWeight,
        Duration span) {
      return new Draft(
          new Rule(
              get.id(),
              get.name(),
              get.metric(),
              kind,
              get.severity(),
              get.threshold(),
              raiseAfter,
              clearShare,
              clearAfter,
              leastWeight,
              span));
    }
  }
}

package io.roomfleet.orchestrator.alert.rule;

import static io.roomfleet.orchestrator.alert.rule.Fault.What.AV_OFFSET;
import static io.roomfleet.orchestrator.alert.rule.Fault.What.INPUT_LOST;

import io.roomfleet.api.alert.AlertCause;
import io.roomfleet.api.alert.AlertSubject;
import io.roomfleet.api.alert.AlertSubject.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The figures of a room's evening, second by second, with faults at known times; by a seed. Markets
 * have from a hundred to some ten thousand viewers, whose number wanders and follows what is on;
 * stalls come in short bursts by themselves; orders and comments are Poisson counts, whose rates
 * change with what is on. Faults have their effects: who stalls complains, leaves, and does not
 * buy.
 */
public final class MadeUpEvening {
  private static final long START = 1_700_000_000_000L;

  private final Random random;
  private final List<Place> places = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final int seconds;
  private int item;

  private static final class Place {
    private final Layout.Market market;
    private final double size;
    private final double buys;
    private double wander;
    private double share = 1;
    private double mood = 1;
    private int burst;
    private int brokenFor;

    Place(Layout.Market market, double size, double buys) {
      this.market = market;
      this.size = size;
      this.buys = buys;
    }

    String id() {
      return market.subRoomId();
    }
  }

  private MadeUpEvening(long seed, int seconds) {
    this.random = new Random(seed);
    this.seconds = seconds;
  }

  /** One with faults, some minutes apart. */
  public static MadeUpEvening withFaults(long seed) {
    MadeUpEvening evening = new MadeUpEvening(seed, 3600);
    evening.build();
    evening.plant();
    return evening;
  }

  /** One in which nothing is wrong. */
  public static MadeUpEvening quiet(long seed, int seconds) {
    MadeUpEvening evening = new MadeUpEvening(seed, seconds);
    evening.build();
    return evening;
  }

  public List<Fault> faults() {
    return Collections.unmodifiableList(faults);
  }

  public int seconds() {
    return seconds;
  }

  public int markets() {
    return places.size();
  }

  private void build() {
    int regions = 2 + random.nextInt(3);
    int markets = regions + random.nextInt(6);
    int perRegion = 1 + random.nextInt(2);
    for (int i = 0; i < markets; i++) {
      String region = "region-" + i % regions;
      String agent = region + "-agent-" + i / regions % perRegion;
      double size = 100 * Math.pow(100, random.nextDouble());
      places.add(
          new Place(
              new Layout.Market("market-" + i, region, agent),
              size,
              0.0008 + 0.002 * random.nextDouble()));
    }
  }

  private void plant() {
    int at = 700 + random.nextInt(60);
    while (at < seconds - 400) {
      Fault fault = fault(at, at + 90 + random.nextInt(90));
      if (fault != null) {
        faults.add(fault);
        at = fault.to() + 420 + random.nextInt(240);
      }
    }
  }

  private Fault fault(int from, int to) {
    Fault.What what = Fault.What.values()[random.nextInt(Fault.What.values().length)];
    boolean everywhere = random.nextInt(3) == 0;
    return switch (what) {
      case STALLS ->
          everywhere
              ? stalls(from, to)
              : ofRegion(
                  what,
                  from,
                  to,
                  "stall-ratio",
                  AlertCause.REGION,
                  0.12 + 0.2 * random.nextDouble());
      case STALLS_BY_AGENT -> ofAgent(from, to);
      case STALLS_BY_COPY -> ofRegion(what, from, to, "stall-ratio", AlertCause.LINE, 0.15);
      case MILD_STALLS -> ofRegion(what, from, to + 60, "stalls-beside", AlertCause.REGION, 0.035);
      case SLOW_JOINS ->
          ofRegion(what, from, to, "join-time", AlertCause.REGION, 8 + 6 * random.nextDouble());
      case LATENCY ->
          ofRegion(what, from, to, "latency", AlertCause.REGION, 20 + 10 * random.nextDouble());
      case INPUT_LOST ->
          of(what, from, to, all(), Set.of("input-lost"), Kind.LINE, AlertCause.SOURCE, 1);
      case AV_OFFSET ->
          of(
              what,
              from,
              to,
              all(),
              Set.of("av-offset"),
              Kind.LINE,
              AlertCause.SOURCE,
              0.3 + random.nextDouble());
      case BLACK, FROZEN, SILENCE -> picture(what, from, to, everywhere);
      case VIEWERS_LEAVE ->
          ofPeople(
              what, from, to, everywhere, "viewers-dropping", 0.35 + 0.2 * random.nextDouble(), 0);
      case COMPLAINTS -> ofPeople(what, from, to, everywhere, "complaints", 8, 800);
      case FEWER_ORDERS ->
          ofPeople(what, from, to + 120, everywhere, "conversion-dropping", 0.2, 1_500);
      case MORE_ORDERS -> ofPeople(what, from, to + 60, everywhere, "conversion-surging", 2.5, 800);
      case FIGURES_MISSING -> missing(from, to);
    };
  }

  private Fault stalls(int from, int to) {
    return of(
        Fault.What.STALLS,
        from,
        to,
        all(),
        Set.of("stall-ratio"),
        Kind.ROOM,
        AlertCause.SOURCE,
        0.12 + 0.2 * random.nextDouble());
  }

  private Fault missing(int from, int to) {
    Place place = any();
    return of(
        Fault.What.FIGURES_MISSING,
        from,
        to,
        inRegion(place),
        Set.of("figures-missing"),
        Kind.REGION,
        AlertCause.REGION,
        1);
  }

  private Fault ofRegion(
      Fault.What what, int from, int to, String rule, AlertCause cause, double size) {
    Place place = any();
    List<String> its = inRegion(place);
    long agents =
        places.stream()
            .filter(p -> its.contains(p.id()))
            .map(p -> p.market.agentId())
            .distinct()
            .count();
    if (its.size() > 0.5 * places.size() || cause == AlertCause.LINE && agents > 1) {
      return null;
    }
    return of(
        what,
        from,
        to,
        its,
        rule.equals("stalls-beside") ? Set.of(rule, "stall-ratio") : Set.of(rule),
        Kind.REGION,
        cause,
        size);
  }

  private Fault ofAgent(int from, int to) {
    Place place = any();
    List<String> its =
        places.stream()
            .filter(p -> p.market.agentId().equals(place.market.agentId()))
            .map(Place::id)
            .toList();
    if (its.size() > 0.5 * places.size()) {
      return null;
    }
    Kind kind = its.size() == inRegion(place).size() ? Kind.REGION : Kind.SUB_ROOM;
    if (kind == Kind.SUB_ROOM && its.size() > 1) {
      return null;
    }
    return of(
        Fault.What.STALLS_BY_AGENT,
        from,
        to,
        its,
        Set.of("stall-ratio"),
        kind,
        AlertCause.AGENT,
        0.15);
  }

  private Fault picture(Fault.What what, int from, int to, boolean everywhere) {
    Place place = any();
    List<String> its = everywhere ? all() : inRegion(place);
    if (!everywhere && its.size() > 0.5 * places.size()) {
      return null;
    }
    String rule =
        what == Fault.What.BLACK ? "black" : what == Fault.What.FROZEN ? "frozen" : "silence";
    return of(
        what,
        from,
        to,
        its,
        Set.of(rule),
        everywhere ? Kind.ROOM : Kind.REGION,
        everywhere ? AlertCause.SOURCE : AlertCause.LINE,
        1);
  }

  private Fault ofPeople(
      Fault.What what,
      int from,
      int to,
      boolean everywhere,
      String rule,
      double size,
      double least) {
    List<Place> large = places.stream().filter(p -> p.size >= Math.max(150, least)).toList();
    if (large.isEmpty() || everywhere && large.size() < places.size()) {
      return null;
    }
    List<String> its = everywhere ? all() : List.of(large.get(random.nextInt(large.size())).id());
    return of(
        what,
        from,
        to,
        its,
        Set.of(rule),
        everywhere ? Kind.ROOM : Kind.SUB_ROOM,
        everywhere ? AlertCause.CONTENT : AlertCause.MARKET,
        size);
  }

  private static Fault of(
      Fault.What what,
      int from,
      int to,
      List<String> its,
      Set<String> rules,
      Kind kind,
      AlertCause cause,
      double size) {
    return new Fault(what, from, to, its, rules, kind, cause, size);
  }

  private Place any() {
    return places.get(random.nextInt(places.size()));
  }

  private List<String> all() {
    return places.stream().map(Place::id).toList();
  }

  private List<String> inRegion(Place place) {
    return places.stream()
        .filter(p -> p.market.region().equals(place.market.region()))
        .map(Place::id)
        .toList();
  }

  public Layout layout() {
    return new Layout(
        true,
        false,
        "room-1",
        "main",
        "studio-agent",
        "item-" + item,
        places.stream().map(p -> p.market).toList());
  }

  /** When a second of the evening is. */
  public static long at(int second) {
    return START + 1000L * second;
  }

  /** The figures of a second, one after the other; seconds have to come in order. */
  public void second(int second, Consumer<Sample> to) {
    if (second % 600 == 0) {
      item++;
      places.forEach(p -> p.mood = 0.85 + 0.3 * random.nextDouble());
    }
    Map<String, Fault> now = new HashMap<>();
    for (Fault fault : faults) {
      fault.subRooms().stream()
          .filter(id -> fault.touches(id, second))
          .forEach(id -> now.put(id, fault));
    }
    line(second, now, to);
    for (Place place : places) {
      market(second, place, now.get(place.id()), to);
    }
    places.stream()
        .map(p -> p.market.agentId())
        .distinct()
        .forEach(agent -> agent(second, agent, now, to));
  }

  private void line(int second, Map<String, Fault> now, Consumer<Sample> to) {
    Fault fault = now.values().stream().findFirst().orElse(null);
    boolean lost = fault != null && fault.what() == INPUT_LOST;
    boolean apart = fault != null && fault.what() == AV_OFFSET;
    AlertSubject line = new AlertSubject(Kind.LINE, "main");
    to.accept(new Sample(line, Metric.INPUT_LOST, at(second), lost ? second - fault.from() : 0, 1));
    double offset = Math.abs(0.03 + 0.03 * random.nextGaussian()) + (apart ? fault.size() : 0);
    to.accept(new Sample(line, Metric.AV_OFFSET, at(second), offset, 1));
    to.accept(
        new Sample(
            new AlertSubject(Kind.AGENT, "studio-agent"),
            Metric.LINE_GAPS,
            at(second),
            random.nextInt(50) == 0 ? 0.03 : 0,
            1));
  }

  private void agent(int second, String agent, Map<String, Fault> now, Consumer<Sample> to) {
    AlertSubject of = new AlertSubject(Kind.AGENT, agent);
    Fault fault =
        places.stream()
            .filter(p -> p.market.agentId().equals(agent))
            .map(p -> now.get(p.id()))
            .filter(f -> f != null)
            .findFirst()
            .orElse(null);
    boolean hot = fault != null && fault.what() == Fault.What.STALLS_BY_AGENT;
    boolean gaps = fault != null && fault.what() == Fault.What.STALLS_BY_COPY;
    to.accept(
        new Sample(
            of,
            Metric.AGENT_BUSY,
            at(second),
            hot ? 0.95 + 0.04 * random.nextDouble() : 0.5 + 0.2 * random.nextDouble(),
            1));
    to.accept(
        new Sample(
            of, Metric.LINE_GAPS, at(second), gaps ? 0.1 + 0.1 * random.nextDouble() : 0, 1));
  }

  private void market(int second, Place p, Fault fault, Consumer<Sample> to) {
    Fault.What what = fault == null ? null : fault.what();
    boolean bad =
        what != null
            && !Set.of(
                    Fault.What.COMPLAINTS,
                    Fault.What.FEWER_ORDERS,
                    Fault.What.MORE_ORDERS,
                    Fault.What.FIGURES_MISSING,
                    Fault.What.MILD_STALLS,
                    Fault.What.VIEWERS_LEAVE)
                .contains(what);
    p.brokenFor = bad ? p.brokenFor + 1 : 0;
    AlertSubject of = new AlertSubject(Kind.SUB_ROOM, p.id());
    p.wander = 0.995 * p.wander + 0.002 * random.nextGaussian();
    double aim = what == Fault.What.VIEWERS_LEAVE ? 1 - fault.size() : p.brokenFor > 15 ? 0.75 : 1;
    p.share += (aim - p.share) * (aim < p.share ? 0.04 : 0.008);
    double ramp = Math.min(1, 0.3 + second / 900.0);
    double viewers =
        Math.max(
            0,
            p.size
                * ramp
                * p.share
                * (0.9 + 0.1 * p.mood)
                * (1 + p.wander)
                * (1 + 0.004 * random.nextGaussian()));
    if (what != Fault.What.FIGURES_MISSING) {
      to.accept(new Sample(of, Metric.VIEWERS, at(second), viewers, viewers));
      stalls(second, p, of, fault, viewers, to);
    }
    picture(second, of, fault, to);
    double latency =
        6 + 0.5 * random.nextGaussian() + (what == Fault.What.LATENCY ? fault.size() : 0);
    to.accept(new Sample(of, Metric.LATENCY, at(second), latency, 1));
    if (second % 10 == 9) {
      tens(second, p, of, fault, viewers, to);
    }
  }

  private void stalls(
      int second, Place p, AlertSubject of, Fault fault, double viewers, Consumer<Sample> to) {
    if (p.burst == 0 && random.nextInt(900) == 0) {
      p.burst = 2 + random.nextInt(3);
    }
    double ratio = 0.004 * Math.exp(0.5 * random.nextGaussian());
    if (p.burst > 0) {
      p.burst--;
      ratio = 0.05 + 0.05 * random.nextDouble();
    }
    if (fault != null) {
      switch (fault.what()) {
        case STALLS, STALLS_BY_AGENT, STALLS_BY_COPY, MILD_STALLS ->
            ratio = fault.size() * (0.8 + 0.4 * random.nextDouble());
        case INPUT_LOST -> ratio = random.nextInt(4) == 0 ? 0.06 : ratio;
        default -> {
          // Not of this kind.
        }
      }
    }
    // Each viewer's request says something, so few viewers say less sure.
    double measured = Math.max(0.01, viewers * 0.9);
    double stalled = 0;
    int n = (int) Math.min(400, Math.max(1, viewers / 2));
    for (int i = 0; i < n; i++) {
      stalled += random.nextDouble() < ratio ? 1 : 0;
    }
    to.accept(new Sample(of, Metric.STALL_RATIO, at(second), stalled / n, measured));
  }

  private static void picture(int second, AlertSubject of, Fault fault, Consumer<Sample> to) {
    int since = fault == null ? 0 : second - fault.from();
    Fault.What what = fault == null ? null : fault.what();
    boolean slate = what == INPUT_LOST;
    double black = what == Fault.What.BLACK ? since : 0;
    double frozen = what == Fault.What.BLACK || what == Fault.What.FROZEN || slate ? since : 0;
    double silent = what == Fault.What.SILENCE || what == Fault.What.FROZEN || slate ? since : 0;
    to.accept(new Sample(of, Metric.BLACK, at(second), black, 1));
    to.accept(new Sample(of, Metric.FROZEN, at(second), frozen, 1));
    to.accept(new Sample(of, Metric.SILENT, at(second), silent, 1));
  }

  private void tens(
      int second, Place p, AlertSubject of, Fault fault, double viewers, Consumer<Sample> to) {
    Fault.What what = fault == null ? null : fault.what();
    double comments = poisson(0.02 * viewers * p.mood);
    double rate =
        what == Fault.What.COMPLAINTS ? 0.01 * fault.size() : p.brokenFor > 10 ? 0.08 : 0.01;
    double complaints = Math.min(comments, poisson(comments * rate));
    to.accept(new Sample(of, Metric.COMPLAINTS, at(second), complaints, comments));
    double buys = p.buys * p.mood * (p.brokenFor > 10 ? 0.5 : 1);
    buys *= what == Fault.What.FEWER_ORDERS || what == Fault.What.MORE_ORDERS ? fault.size() : 1;
    to.accept(new Sample(of, Metric.ORDERS, at(second), poisson(buys * viewers), viewers));
    int joins = (int) (viewers * 0.03);
    if (joins > 0 && what != Fault.What.FIGURES_MISSING) {
      double base = what == Fault.What.SLOW_JOINS ? fault.size() : 1.2;
      double spread = 1 + 0.3 * random.nextGaussian() / Math.sqrt(Math.max(1, joins / 10.0));
      to.accept(new Sample(of, Metric.JOIN_TIME, at(second), Math.max(0.2, base * spread), joins));
    }
  }

  private double poisson(double mean) {
    if (mean > 50) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}

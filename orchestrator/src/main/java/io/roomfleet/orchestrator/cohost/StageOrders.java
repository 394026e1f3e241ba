package io.roomfleet.orchestrator.cohost;

import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.StageState;
import io.roomfleet.orchestrator.cohost.stage.Place;
import io.roomfleet.orchestrator.cohost.stage.Stage;
import io.roomfleet.orchestrator.cohost.stage.StageEvent;
import io.roomfleet.orchestrator.placement.AgentWish;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.MixPlan;
import io.roomfleet.orchestrator.region.Order;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.RegionLedger;
import io.roomfleet.orchestrator.region.RegionSearch;
import io.roomfleet.orchestrator.region.Reservation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A session's word to the ledgers about its stage: search, order again, give back; and what their
 * words mean for its state. In memory; of one actor: what is still to be done follows from the
 * state.
 */
final class StageOrders {
  /** What was said and not answered is said again. */
  static final Duration AGAIN = Duration.ofSeconds(1);

  /** So often an order that is held is said again: the word that it was dropped may be lost. */
  static final Duration RENEWAL = Duration.ofSeconds(20);

  /** After a search in which all regions refused. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final String NO_REGION = "no region is known to have an agent that can mix it";

  /** As long as rooms take to leave a mix's line, and a little more. */
  private static final Duration READ_STILL = Duration.ofSeconds(10);

  private final CohostLinks links;
  private final FleetView fleet;
  private final ActorRef<RegionCommand.Released> freed;
  private final MixScore score;
  private final Map<String, Instant> releasedAt = new HashMap<>();
  private @Nullable RegionSearch search;
  private Instant pausedUntil = Instant.MIN;
  private long newest;
  private @Nullable Sent sent;

  /** The region that is emptied, and asks it to leave; null while it may stay. */
  private @Nullable String leaving;

  /** The region that has no agent for it as it is now; null when it has one, or may have. */
  private @Nullable String crowded;

  private Instant crowdedAt = Instant.MIN;

  /** Who have come to its place by browser; null while nothing was heard of it. */
  private @Nullable Set<String> browsers;

  /** The newest order for its place, and when it was said. */
  private record Sent(String region, long attempt, MixPlan plan, Instant at) {
    boolean isAs(Place place, MixPlan now) {
      return region.equals(place.region())
          && attempt == place.attempt()
          && plan.withoutPoints().equals(now.withoutPoints());
    }
  }

  /**
   * @param freed hears of what was given back
   */
  StageOrders(CohostLinks links, FleetView fleet, ActorRef<RegionCommand.Released> freed) {
    this.links = links;
    this.fleet = fleet;
    this.freed = freed;
    this.score = new MixScore(links);
  }

  /** What a ledger's word changes. */
  List<CohostEvent> said(CohostState state, String region, LedgerWord word, Instant now) {
    boolean asked = search != null && search.isOut(region, word.attempt());
    boolean here = state.stage().isAt(region, word.attempt());
    if (word instanceof LedgerWord.Held held) {
      return held(state, region, held, asked, here, now);
    } else if (word instanceof LedgerWord.Refused refused) {
      if (asked) {
        Objects.requireNonNull(search)
            .refused(refused.reason() + ": " + refused.missing().inWords() + " missing");
      } else if (here) {
        // It has grown. Until another region has it, it goes on here without those who are new.
        crowded = region;
        crowdedAt = now;
      }
      return due(state, now);
    } else if (word instanceof LedgerWord.Dropped dropped) {
      if (asked) {
        Objects.requireNonNull(search).late(dropped.freedUpTo());
      }
      return here ? lost(state, region, dropped, now) : CohostSession.due(state, now);
    }
    return CohostSession.due(state, now);
  }

  private List<CohostEvent> lost(
      CohostState state, String region, LedgerWord.Dropped dropped, Instant now) {
    sent = null;
    StageEvent lost = new StageEvent.Lost(region, dropped.attempt(), dropped.reason(), now);
    return CohostSession.stage(state, List.of(lost), Map.of(), now);
  }

  private List<CohostEvent> held(
      CohostState state,
      String region,
      LedgerWord.Held held,
      boolean asked,
      boolean here,
      Instant now) {
    Place before = state.stage().place();
    // One that looks for a place takes what an order of before its crash has got.
    boolean takes = asked || before == null;
    boolean parting =
        state.stage().partings().stream()
            .anyMatch(it -> it.region().equals(region) && it.attempt() == held.attempt());
    if (parting) {
      return CohostSession.due(state, now); // It is given back when its rooms have left it.
    } else if (!state.isMixing() || !(takes || here)) {
      release(state.id(), region, held.attempt(), null, now);
      return CohostSession.due(state, now);
    }
    if (here && before != null && held.epoch() < before.epoch()) {
      return CohostSession.due(state, now);
    } else if (!here) {
      search = null;
    }
    LedgerWord.Leave leave = held.leave();
    leaving = leave == null ? null : leave.now() ? region : leaving;
    Place place = new Place(region, held.attempt(), held.agentId(), held.epoch(), held.mediaUrl());
    browsers = byBrowser(state, held.state(), place.equals(before) ? browsers : null);
    List<StageEvent> changes =
        place.equals(before)
            ? List.of()
            : List.of(new StageEvent.Placed(place, held.why(), held.cause(), now));
    return CohostSession.stage(state, changes, comes(state, held.state()), now);
  }

  /** Who is away for a moment counts still. */
  private static @Nullable Set<String> byBrowser(
      CohostState state, @Nullable AssignmentState reported, @Nullable Set<String> before) {
    StageState stage = reported == null ? null : reported.stage();
    if (stage == null) {
      return before;
    }
    Set<String> names =
        stage.seats().stream()
            .filter(seat -> seat.webRtc() != null)
            .map(StageState.SeatState::seatId)
            .collect(Collectors.toSet());
    Set<String> browsers = new HashSet<>(before == null ? Set.of() : before);
    state.mixed().stream()
        .map(Seat::id)
        .filter(id -> names.contains(SeatNames.of(id)))
        .forEach(browsers::add);
    return browsers;
  }

  /** By seat, whether it comes, as its agent says. */
  private static Map<String, Boolean> comes(CohostState state, @Nullable AssignmentState reported) {
    StageState stage = reported == null ? null : reported.stage();
    if (stage == null) {
      return Map.of();
    }
    Map<String, String> seats = new HashMap<>();
    state.mixed().forEach(seat -> seats.put(SeatNames.of(seat.id()), seat.id()));
    Map<String, Boolean> comes = new LinkedHashMap<>();
    for (StageState.SeatState seat : stage.seats()) {
      String seatId = seats.get(seat.seatId());
      if (seatId != null) {
        comes.put(seatId, seat.comes());
      }
    }
    return comes;
  }

  /** A ledger has freed what was given back. */
  List<CohostEvent> freed(CohostState state, RegionCommand.Released released, Instant now) {
    List<StageEvent> changes =
        state.stage().partings().stream()
            .filter(parting -> parting.attempt() == released.attempt())
            .<StageEvent>map(it -> new StageEvent.Freed(it.region(), it.attempt(), now))
            .toList();
    return CohostSession.stage(state, changes, Map.of(), now);
  }

  /** What time alone changes: also that a search has no region to ask, or no more. */
  List<CohostEvent> due(CohostState state, Instant now) {
    RegionSearch over = search;
    if (over == null || over.region() != null) {
      return CohostSession.due(state, now);
    }
    search = null;
    newest = Math.max(newest, over.attempt());
    pausedUntil = now.plus(PAUSE);
    String reason = over.reason(NO_REGION);
    boolean news = !over.moves() && !reason.equals(state.stage().reason()) && state.isMixing();
    List<StageEvent> changes = news ? List.of(new StageEvent.NotPlaced(reason, now)) : List.of();
    return CohostSession.stage(state, changes, Map.of(), now);
  }

  /** Says what is to be said now; answers how long nothing more is, null when nothing is open. */
  @Nullable Duration drive(CohostState state, Instant now) {
    Stage stage = state.stage();
    releasedAt.keySet().retainAll(keysOf(stage).toList());
    (isReadStill(state, now) ? List.<Stage.Parting>of() : stage.partings())
        .forEach(it -> release(state.id(), it.region(), it.attempt(), movedTo(state), now));
    MixPlan plan = state.isMixing() ? MixPlans.of(state) : null;
    Duration open = stage.partings().isEmpty() ? null : AGAIN;
    if (plan == null) {
      search = null;
      return open;
    }
    look(state, plan, now);
    Place place = stage.place();
    if (place == null) {
      return AGAIN;
    }
    renew(state, place, plan, now);
    Duration next = score.drive(state.id(), place, plan, now);
    Duration wait = search != null || open != null ? AGAIN : RENEWAL;
    return next != null && next.compareTo(wait) < 0 ? next : wait;
  }

  /**
   * Rooms that are over with it, and all their encoders, play their own lines before the mix ends.
   */
  private static boolean isReadStill(CohostState state, Instant now) {
    Instant ended = state.endedAt();
    return ended != null && (!state.claims().isEmpty() || now.isBefore(ended.plus(READ_STILL)));
  }

  private static Stream<String> keysOf(Stage stage) {
    return stage.partings().stream().map(it -> it.region() + "/" + it.attempt());
  }

  private void look(CohostState state, MixPlan plan, Instant now) {
    Place place = state.stage().place();
    boolean wanted =
        place == null || place.region().equals(leaving) || place.region().equals(crowded);
    if (!wanted || (search != null && search.moves() != (place != null))) {
      search = null;
    }
    if (search == null && wanted && !now.isBefore(pausedUntil)) {
      search = begin(state, plan, now);
    }
    if (search != null && search.mayAsk(now)) {
      newest = Math.max(newest, search.attempt());
      Order order = Order.mix(state.id(), search.attempt(), plan);
      String region = Objects.requireNonNull(search.region());
      fleet.sent(region, order.cost());
      reserve(region, order);
    }
  }

  private RegionSearch begin(CohostState state, MixPlan plan, Instant now) {
    Place place = state.stage().place();
    long attempt = Math.max(Math.max(newest, state.stage().attempt()) + 1, now.toEpochMilli());
    Order order = Order.mix(state.id(), attempt, plan);
    List<String> hosts =
        state.stage().lines().values().stream().map(line -> line.region()).toList();
    List<String> regions =
        new StageRegions(fleet.regions(), fleet.zones(), fleet.policy())
            .toTry(
                AgentWish.of(order.cost(), order.abilities(), 0),
                hosts,
                place == null ? null : place.region(),
                now);
    return new RegionSearch(regions, place != null, attempt);
  }

  private void renew(CohostState state, Place place, MixPlan whole, Instant now) {
    if (crowded != null && !now.isBefore(crowdedAt.plus(RENEWAL))) {
      crowded = null;
    }
    Set<String> known = browsers;
    if (place.region().equals(crowded) && known == null) {
      return; // The ledger has the last order that it took.
    }
    MixPlan less =
        place.region().equals(crowded) && known != null ? MixPlans.withoutNews(state, known) : null;
    MixPlan plan = less == null ? whole : less;
    boolean same = sent != null && sent.isAs(place, plan);
    if (!same || !now.isBefore(Objects.requireNonNull(sent).at().plus(RENEWAL))) {
      sent = new Sent(place.region(), place.attempt(), plan, now);
      reserve(place.region(), Order.mix(state.id(), place.attempt(), plan));
      score.again();
    }
  }

  private void reserve(String region, Order order) {
    links.toLedger(region, new RegionCommand.Reserve(order, Reservation.Owner.SESSION, null));
  }

  /** Who still reads the mix at a place that was left reads it where it is now. */
  private static @Nullable URI movedTo(CohostState state) {
    Place place = state.stage().place();
    return place == null || !state.isMixing() ? null : mixOf(state.id(), place);
  }

  /** Where the mix can be read. */
  static URI mixOf(String sessionId, Place place) {
    return RegionLedger.relayUrl(place.mediaUrl(), sessionId, Assignment.Mix.LINE);
  }

  private void release(
      String sessionId, String region, long attempt, @Nullable URI movedTo, Instant now) {
    String key = region + "/" + attempt;
    if (now.isBefore(releasedAt.getOrDefault(key, Instant.MIN).plus(AGAIN))) {
      return;
    }
    releasedAt.put(key, now);
    String cause = movedTo == null ? "given back by its session" : "its stage is elsewhere";
    links.toLedger(
        region, new RegionCommand.Release(Order.mixId(sessionId), attempt, cause, movedTo, freed));
  }

  /** What is answered where there is no such session at all. */
  static void stranger(
      CohostLinks links,
      String sessionId,
      String region,
      LedgerWord word,
      ActorRef<RegionCommand.Released> freed) {
    if (word instanceof LedgerWord.Held) {
      String cause = "there is no session " + sessionId;
      links.toLedger(
          region,
          new RegionCommand.Release(Order.mixId(sessionId), word.attempt(), cause, null, freed));
    }
  }
}

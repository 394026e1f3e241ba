package io.roomfleet.orchestrator.cohost;

import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.pk.PkRules;
import io.roomfleet.orchestrator.cohost.pk.Score;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import io.roomfleet.orchestrator.cohost.stage.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Hosts, viewers and buyers of gifts in a {@link CohostWorld}, who do one thing after another. */
final class CohostPeople {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final CohostWorld world;
  private final Random random;
  private final List<String> rooms;
  private int requests;

  /** All gifts, by session: what was said to be counted, and what was said not to be. */
  final Map<String, Map<String, Score>> gifts = new HashMap<>();

  final Map<String, Set<String>> counted = new HashMap<>();
  final Map<String, Set<String>> refused = new HashMap<>();
  int open;
  int doubled;

  CohostPeople(CohostWorld world, int hot) {
    this.world = world;
    this.random = world.random;
    List<String> all = new ArrayList<>(world.rooms.keySet());
    Collections.shuffle(all, random);
    this.rooms = List.copyOf(all.subList(0, hot));
  }

  void doSomething() {
    int dice = random.nextInt(1000);
    if (world.sessions.isEmpty() || (dice < 70 && world.sessions.size() < 10)) {
      create();
    } else if (dice < 72) {
      world.rooms.get(any(rooms)).close();
    } else if (dice < 82) {
      String seat = "of-" + any(rooms);
      world.silent.add(seat);
      world.after(random.nextInt(9_000), () -> world.silent.remove(seat));
    } else {
      WorldSession session = any(List.copyOf(world.sessions.values()));
      boolean over = session.state != null && session.state.status().isFinal();
      if (session.state != null && (!over || random.nextInt(5) == 0)) {
        speak(session, random.nextInt(1000));
      }
    }
  }

  private void create() {
    CohostMode mode = random.nextBoolean() ? CohostMode.PK : any(List.of(CohostMode.values()));
    List<String> chosen = new ArrayList<>(rooms);
    Collections.shuffle(chosen, random);
    int many = mode == CohostMode.ONE_TO_ONE || random.nextBoolean() ? 2 : 2 + random.nextInt(3);
    List<SeatSpec> seats = new ArrayList<>();
    for (String room : chosen.subList(0, Math.min(many, chosen.size()))) {
      boolean guest = mode != CohostMode.PK && !seats.isEmpty() && random.nextInt(4) == 0;
      seats.add(guest ? guest(room) : host(room));
    }
    CohostTimes times =
        new CohostTimes(seconds(5, 20), seconds(2, 8), seconds(5, 10), seconds(1, 8), LONGEST);
    PkRules pk =
        new PkRules(
            seconds(0, 2), seconds(10, 20), seconds(5, 8), random.nextInt(3), seconds(0, 8));
    CohostSpec spec =
        new CohostSpec(
            mode,
            seats,
            mode.hasVideo() ? Layout.SIDE_BY_SIDE : null,
            times,
            mode == CohostMode.PK ? pk : null);
    String id = "s" + (world.sessions.size() + 1);
    WorldSession session = new WorldSession(world, id);
    Asker asker = new Asker("host", seats.get(0).id(), "create-" + id, null);
    open++;
    session.request(
        () -> id + " is created",
        at -> CohostSession.create(session.state, id, spec, asker, at),
        decision -> open--);
  }

  private void speak(WorldSession session, int dice) {
    CohostState state = session.state;
    List<Seat> seats = List.copyOf(state.seats().values());
    List<Seat> waiting = seats.stream().filter(Seat::isOpen).toList();
    Seat seat = any(seats);
    if (!waiting.isEmpty() && dice < 700) {
      Seat one = any(waiting);
      ask(
          session,
          random.nextInt(20) == 0
              ? new CohostCommand.Decline(one.id(), "no")
              : new CohostCommand.Accept(one.id()));
    } else if (state.status() == CohostStatus.PUNISHMENT && dice < 700) {
      seats.forEach(it -> ask(session, new CohostCommand.Rematch(it.id())));
    } else if (state.pk() != null && dice < 800) {
      give(session, state);
    } else if (dice < 820) {
      ask(session, new CohostCommand.Leave(seat.id(), "has to go"));
    } else if (dice < 870) {
      SeatSpec again = seat.isOut() ? seat.spec() : host(any(rooms));
      ask(session, new CohostCommand.Invite(again));
    } else if (dice < 910) {
      ask(session, new CohostCommand.Ask(guest(any(rooms))));
    } else if (dice < 915) {
      ask(session, new CohostCommand.Remove(seat.id(), "rude"));
    } else if (dice < 930) {
      ask(session, new CohostCommand.HandOver(seat.id()));
    } else if (dice < 950) {
      ask(session, new CohostCommand.Mute(seat.id(), random.nextBoolean()));
    } else if (dice < 955) {
      ask(session, new CohostCommand.Lock(random.nextInt(4) == 0));
    } else if (dice < 975) {
      Region region = new Region(0, 0, random.nextDouble() + 0.3, 1);
      ask(session, new CohostCommand.Arrange(new Layout(Layout.Kind.CUSTOM, List.of(region))));
    } else if (dice < 990) {
      ask(session, new CohostCommand.Extend(Duration.ofSeconds(5)));
    } else if (dice < 993) {
      ask(session, new CohostCommand.End("enough"));
    }
  }

  private void give(WorldSession session, CohostState state) {
    Map<String, Score> known = gifts.computeIfAbsent(session.id, id -> new HashMap<>());
    List<Score> batch = new ArrayList<>();
    List<String> teams = List.copyOf(state.board().teams().keySet());
    for (int i = 0; i <= random.nextInt(3); i++) {
      Score score = new Score("gift-" + known.size(), any(teams), 1 + random.nextInt(3), "gift");
      known.put(score.eventId(), score);
      batch.add(score);
    }
    if (random.nextInt(3) == 0) {
      batch.add(any(List.copyOf(known.values())));
      doubled++;
    }
    List<Score> scores = List.copyOf(batch);
    open++;
    session.ask(
        new CohostCommand.Count(scores),
        new Asker("gifts", null, "count-" + ++requests, null),
        decision -> {
          open--;
          Map<String, Set<String>> said = decision.refusal() == null ? counted : refused;
          Set<String> ids = said.computeIfAbsent(session.id, id -> new HashSet<>());
          scores.forEach(score -> ids.add(score.eventId()));
        });
  }

  private void ask(WorldSession session, CohostCommand command) {
    open++;
    session.ask(
        command, new Asker("people", null, "request-" + ++requests, null), decision -> open--);
  }

  private static SeatSpec host(String room) {
    return new SeatSpec("of-" + room, SeatSpec.Kind.HOST, room, room, null);
  }

  private SeatSpec guest(String room) {
    return new SeatSpec("viewer-" + random.nextInt(5), SeatSpec.Kind.GUEST, room, "a viewer", null);
  }

  private Duration seconds(int least, int most) {
    return Duration.ofSeconds(least + random.nextInt(most - least + 1));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}

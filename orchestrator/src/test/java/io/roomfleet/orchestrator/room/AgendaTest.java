package io.roomfleet.orchestrator.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.AgendaSpan;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.RoomMode;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.room.RoomCommand.Asker;
import io.roomfleet.orchestrator.room.RoomReply.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgendaTest {
  private static final Instant START = Instant.parse("2026-11-11T18:00:00Z");
  private static final Instant END = START.plusSeconds(3600);

  private static Instant at(int minute) {
    return START.plusSeconds(60L * minute);
  }

  private static AgendaItem item(String id, int minute) {
    return new AgendaItem(id, "sku-" + id, null, null, at(minute));
  }

  private static LiveRoomState room() {
    RoomSpec spec =
        new RoomSpec(
            "Promo",
            "host-1",
            RoomMode.SINGLE_HOST,
            START,
            END,
            Duration.ofMinutes(10),
            "eu-west",
            List.of(new RoomSpec.LineSpec("main", LineKind.TEST, null, "secretsecret")),
            null);
    return fold(null, LiveRoom.create(null, "room-1", spec, asker("create"), at(-60)).events());
  }

  private static Asker asker(String requestId) {
    return new Asker("token:admin", requestId, null);
  }

  private static LiveRoomState fold(LiveRoomState state, List<? extends RoomEvent> events) {
    LiveRoomState next = state;
    for (RoomEvent event : events) {
      next = LiveRoom.apply(next, Json.read(Json.write(event), RoomEvent.class));
    }
    return next;
  }

  private static LiveRoomState start(LiveRoomState state, int minute) {
    return fold(state, LiveRoom.start(state, asker("start"), at(minute)).events());
  }

  private static LiveRoomState plan(LiveRoomState state, int minute, AgendaItem... items) {
    return decided(state, new AgendaWish.Plan(List.of(items)), minute);
  }

  private static LiveRoomState tell(LiveRoomState state, int minute, String itemId) {
    return decided(state, new AgendaWish.Begin(itemId), minute);
  }

  private static LiveRoomState decided(LiveRoomState state, AgendaWish wish, int minute) {
    LiveRoom.Decision decision =
        AgendaRules.decide(state, wish, asker(wish + " " + minute), at(minute));
    assertThat(decision.refusal()).isNull();
    return fold(state, decision.events());
  }

  private static Code refusal(LiveRoomState state, AgendaWish wish, int minute) {
    return AgendaRules.decide(state, wish, asker("r" + minute), at(minute)).refusal().code();
  }

  private static String onAt(LiveRoomState state, int minute) {
    List<AgendaSpan> spans = state.agenda().spans(state.startedAt(), state.endedAt());
    return Agenda.onAt(spans, at(minute)).map(span -> span.item().id()).orElse("-");
  }

  private static List<String> onAt(LiveRoomState state, int... minutes) {
    return IntStream.of(minutes).mapToObj(minute -> onAt(state, minute)).toList();
  }

  @Nested
  class WhileNobodySaysWhatIsOn {
    @Test
    void shouldFollowThePlanFromTheBroadcastsStartToItsEnd() {
      LiveRoomState state = plan(room(), -30, item("a", 0), item("b", 10));
      assertThat(onAt(state, 5)).isEqualTo("-");
      state = start(state, 3);
      assertThat(onAt(state, 2, 3, 9, 10, 59, 120)).containsExactly("-", "a", "a", "b", "b", "b");
      state = fold(state, LiveRoom.end(state, "over", asker("end"), at(30)).events());
      assertThat(onAt(state, 29, 30, 59)).containsExactly("b", "-", "-");
    }

    @Test
    void shouldPassOverWhatIsPlannedForBeforeALateStart() {
      LiveRoomState state = start(plan(room(), -30, item("a", 0), item("b", 10)), 12);
      assertThat(onAt(state, 11, 12)).containsExactly("-", "b");
      assertThat(state.agenda().spans(state.startedAt(), null)).hasSize(1);
    }

    @Test
    void shouldHaveNothingOnBeforeTheFirstItem() {
      LiveRoomState state = start(plan(room(), -30, item("a", 5)), 0);
      assertThat(onAt(state, 4, 5)).containsExactly("-", "a");
    }

    @Test
    void shouldKeepWhatTheOldPlanHadWhenANewOneIsSet() {
      LiveRoomState state = start(plan(room(), -30, item("a", 0), item("b", 10)), 0);
      state = plan(state, 20, item("b", 10), item("c", 30));
      assertThat(onAt(state, 5, 15, 25, 35)).containsExactly("a", "b", "b", "c");
      assertThat(state.agenda().spans(state.startedAt(), null)).hasSize(3);
      state = plan(state, 40);
      assertThat(onAt(state, 5, 15, 25, 35, 45)).containsExactly("a", "b", "b", "c", "-");
      state = tell(plan(state, 50, item("d", 55)), 52, "d");
      assertThat(onAt(state, 35, 45, 51, 52)).containsExactly("c", "-", "-", "d");
    }
  }

  @Nested
  class OnceSomebodyHasSaidWhatIsOn {
    @Test
    void shouldFollowThePlanNoMore() {
      LiveRoomState state = start(plan(room(), -30, item("a", 0), item("b", 10)), 0);
      state = tell(state, 14, "b");
      state = tell(state, 20, "a");
      assertThat(onAt(state, 5, 12, 14, 19, 20, 50)).containsExactly("a", "b", "b", "b", "a", "a");
      assertThat(state.agenda().spans(state.startedAt(), null))
          .extracting(AgendaSpan::planned)
          .containsExactly(true, true, false, false);
    }

    @Test
    void shouldKeepWhatWasOnThoughItIsPlannedNoMore() {
      LiveRoomState state = tell(start(plan(room(), -30, item("a", 5), item("b", 10)), 0), 2, "b");
      state = plan(state, 3, item("c", 30));
      assertThat(onAt(state, 1, 2, 40)).containsExactly("-", "b", "b");
    }

    @Test
    void shouldNotSayAgainWhatIsOnAlready() {
      LiveRoomState state = tell(start(plan(room(), -30, item("a", 0)), 0), 2, "a");
      assertThat(tell(state, 3, "a")).isEqualTo(state);
    }
  }

  @Nested
  class WhatIsRefused {
    @Test
    void shouldBePlannedWithinTheBroadcast() {
      assertThat(refusal(room(), new AgendaWish.Plan(List.of(item("a", -1))), -30))
          .isEqualTo(Code.OUTSIDE_BROADCAST);
      assertThat(refusal(room(), new AgendaWish.Plan(List.of(item("a", 60))), -30))
          .isEqualTo(Code.OUTSIDE_BROADCAST);
      LiveRoomState early = start(room(), -20);
      assertThat(onAt(plan(early, -10, item("a", -15)), -5)).isEqualTo("a");
    }

    @Test
    void shouldBeLiveAndInThePlanToBeginAndNotOverToBePlanned() {
      LiveRoomState state = plan(room(), -30, item("a", 0));
      assertThat(refusal(state, new AgendaWish.Begin("a"), 1)).isEqualTo(Code.WRONG_STATE);
      LiveRoomState live = start(state, 0);
      assertThat(refusal(live, new AgendaWish.Begin("z"), 1)).isEqualTo(Code.AGENDA_ITEM_NOT_FOUND);
      LiveRoomState over = fold(live, LiveRoom.end(live, "over", asker("e"), at(9)).events());
      assertThat(refusal(over, new AgendaWish.Plan(List.of()), 10)).isEqualTo(Code.WRONG_STATE);
    }

    @Test
    void shouldCountEachChangeInTheRoomsRevisionButNotTheSamePlanAgain() {
      LiveRoomState state = plan(room(), -30, item("a", 0));
      assertThat(state.revision()).isEqualTo(2);
      assertThat(plan(state, -20, item("a", 0))).isEqualTo(state);
      Asker stale = new Asker("token:admin", "x", 1L);
      assertThat(
              AgendaRules.decide(state, new AgendaWish.Plan(List.of()), stale, at(0))
                  .refusal()
                  .code())
          .isEqualTo(Code.STALE_REVISION);
    }

    @Test
    void shouldNotGrowForEver() {
      LiveRoomState state = start(plan(room(), -30, item("a", 0), item("b", 10)), 0);
      for (int n = 0; n < AgendaRules.MAX_BEGUN; n++) {
        Agenda more = state.agenda().withTold(item(n % 2 == 0 ? "b" : "a", 0), START, at(1));
        state =
            new LiveRoomState(
                state.id(),
                state.spec(),
                state.status(),
                null,
                state.startedAt(),
                null,
                "main",
                state.lines(),
                state.subRooms(),
                List.of(),
                state.createdAt(),
                1,
                1,
                more,
                state.lineChoice(),
                state.slot(),
                state.heard());
      }
      assertThat(refusal(state, new AgendaWish.Begin("b"), 2))
          .isEqualTo(Code.TOO_MANY_AGENDA_STARTS);
    }
  }

  @Test
  void shouldBeNoneInAStateFromBeforeThereWereAgendas() throws IOException {
    Path old = Path.of("src/test/resources/journal", LiveRoomState.class.getName() + "@2.json");
    assertThat(Json.read(Files.readString(old), LiveRoomState.class).agenda())
        .isEqualTo(Agenda.NONE);
  }

  /**
   * Somebody looks each minute and notes what is on. Whatever is planned or said later: those notes
   * stay true.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldNeverChangeWhatWasOn(long seed) {
    Random random = new Random(seed);
    LiveRoomState state = room();
    TreeMap<Integer, String> notes = new TreeMap<>();
    int startsAt = random.nextInt(8);
    for (int minute = -20; minute < 60; minute++) {
      if (minute == startsAt) {
        state = start(state, minute);
      } else if (random.nextInt(6) == 0) {
        state = plan(state, minute, randomPlan(random));
      } else if (minute > startsAt && minute > 20 && random.nextInt(5) == 0) {
        List<AgendaItem> plan = state.agenda().plan();
        if (!plan.isEmpty()) {
          state = tell(state, minute, plan.get(random.nextInt(plan.size())).id());
        }
      }
      notes.put(minute, onAt(state, minute));
    }
    LiveRoomState after = state;
    assertThat(notes.values()).anyMatch(on -> !on.equals("-"));
    notes.forEach((minute, on) -> assertThat(onAt(after, minute)).as("at " + minute).isEqualTo(on));
    List<AgendaSpan> spans = after.agenda().spans(after.startedAt(), null);
    for (int i = 1; i < spans.size(); i++) {
      assertThat(spans.get(i).from()).isAfterOrEqualTo(spans.get(i - 1).to());
    }
  }

  private static AgendaItem[] randomPlan(Random random) {
    List<AgendaItem> items = new ArrayList<>();
    for (int minute = random.nextInt(10); minute < 60; minute += 1 + random.nextInt(12)) {
      items.add(item("i" + random.nextInt(1000) + "-" + minute, minute));
    }
    return items.toArray(AgendaItem[]::new);
  }
}

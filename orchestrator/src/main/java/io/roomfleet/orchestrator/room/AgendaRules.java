package io.roomfleet.orchestrator.room;

import io.roomfleet.api.room.AgendaItem;
import io.roomfleet.api.room.AgendaView;
import io.roomfleet.api.room.RoomStatus;
import io.roomfleet.orchestrator.room.LiveRoom.Decision;
import io.roomfleet.orchestrator.room.RoomCommand.Asker;
import io.roomfleet.orchestrator.room.RoomReply.Code;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a room's agenda changes, and how it is shown. Pure: no actor, no clock. */
public final class AgendaRules {
  /** More than one each five seconds for a long evening is a program that runs wild. */
  static final int MAX_BEGUN = 2_000;

  private AgendaRules() {}

  static Decision decide(LiveRoomState state, AgendaWish wish, Asker asker, Instant now) {
    if (wish instanceof AgendaWish.Plan plan) {
      return plan(state, plan.items(), asker, now);
    } else if (wish instanceof AgendaWish.Begin begin) {
      return begin(state, begin.itemId(), asker, now);
    }
    return Decision.of();
  }

  private static Decision plan(
      LiveRoomState state, List<AgendaItem> items, Asker asker, Instant now) {
    Decision check =
        LiveRoom.check(state, asker, RoomStatus.SCHEDULED, RoomStatus.PREPARING, RoomStatus.LIVE);
    if (check != null) {
      return check;
    }
    Instant first = first(state);
    Instant end = state.spec().endsAt();
    for (int i = 0; i < items.size(); i++) {
      Instant at = items.get(i).startsAt();
      if (at.isBefore(first) || (end != null && !at.isBefore(end))) {
        String until = end == null ? "on" : "to before " + end;
        String detail =
            "items[%d].startsAt: %s (expected: within the broadcast, from %s %s)"
                .formatted(i, at, first, until);
        return Decision.no(Code.OUTSIDE_BROADCAST, detail);
      }
    }
    return items.equals(state.agenda().plan())
        ? Decision.of()
        : Decision.of(new RoomEvent.AgendaSet(items, asker.by(), asker.requestId(), now));
  }

  /** A broadcast that was started ahead of its time begins when it began. */
  private static Instant first(LiveRoomState state) {
    Instant planned = state.spec().startsAt();
    Instant started = state.startedAt();
    return started != null && started.isBefore(planned) ? started : planned;
  }

  private static Decision begin(LiveRoomState state, String itemId, Asker asker, Instant now) {
    Decision check = LiveRoom.check(state, asker, RoomStatus.LIVE);
    if (check != null) {
      return check;
    }
    AgendaItem item = state.agenda().item(itemId).orElse(null);
    if (item == null) {
      return Decision.no(
          Code.AGENDA_ITEM_NOT_FOUND,
          "itemId: " + itemId + " (expected: an item of room " + state.id() + "'s agenda)");
    }
    if (item.equals(state.agenda().lastTold())) {
      return Decision.of();
    }
    int begun = state.agenda().begun().size();
    if (begun >= MAX_BEGUN) {
      return Decision.no(
          Code.TOO_MANY_AGENDA_STARTS,
          "items begun: " + (begun + 1) + " (expected: <= " + MAX_BEGUN + ")");
    }
    return Decision.of(new RoomEvent.AgendaItemStarted(item, asker.by(), asker.requestId(), now));
  }

  static Agenda apply(LiveRoomState state, RoomEvent.AgendaSet event) {
    return state.agenda().withPlan(event.items(), state.startedAt(), event.at());
  }

  static Agenda apply(LiveRoomState state, RoomEvent.AgendaItemStarted event) {
    Instant startedAt = Objects.requireNonNullElse(state.startedAt(), event.at());
    return state.agenda().withTold(event.item(), startedAt, event.at());
  }

  /** What came of a decision. */
  static RoomReply reply(Decision decision, LiveRoomState then) {
    return decision.refusal() == null ? new RoomReply.AgendaShown(shown(then)) : decision.refusal();
  }

  /** As the API shows it. */
  public static AgendaView shown(LiveRoomState state) {
    Agenda agenda = state.agenda();
    return new AgendaView(
        state.id(),
        agenda.plan(),
        agenda.spans(state.startedAt(), state.endedAt()),
        state.revision());
  }

  /** What an item is about, in one line. */
  public static String inWords(AgendaItem item) {
    return String.join(
        ", ",
        Stream.of(
                item.topic(),
                labelled("product", item.productId()),
                labelled("host", item.hostId()))
            .filter(Objects::nonNull)
            .toList());
  }

  private static @Nullable String labelled(String label, @Nullable String value) {
    return value == null ? null : label + " " + value;
  }
}

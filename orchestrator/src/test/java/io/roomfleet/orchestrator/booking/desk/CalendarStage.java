package io.roomfleet.orchestrator.booking.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.booking.AvailableCapacity;
import io.roomfleet.orchestrator.booking.Booking;
import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.booking.CalendarEntity;
import io.roomfleet.orchestrator.booking.CalendarWord;
import io.roomfleet.orchestrator.placement.AgentSnapshot;
import io.roomfleet.orchestrator.placement.Amount;
import io.roomfleet.orchestrator.placement.Policies;
import io.roomfleet.orchestrator.platform.MemoryJournal;
import io.roomfleet.orchestrator.platform.TurnedClock;
import io.roomfleet.orchestrator.region.FleetView;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.RegionSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.pubsub.Topic;

/**
 * The calendars of two regions as they are, with a journal in memory. {@code eu-west} has four
 * transcode units now and {@code us-east} will have as many; of {@code mars} nobody has heard.
 */
public final class CalendarStage implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  public static final Instant NINE = Instant.parse("2026-11-11T21:00:00Z");
  static final Duration RENEWAL = Duration.ofMinutes(10);
  private static final Amount FOUR = new Amount(4_000, 1_000_000, 100);

  private final ActorTestKit kit = ActorTestKit.create(MemoryJournal.config());
  private final TurnedClock clock = new TurnedClock(kit.system());
  private final Map<String, ActorRef<CalendarCommand>> calendars = new HashMap<>();
  public final FleetView fleet =
      new FleetView(
          Map.of("eu-west", ZoneId.of("Europe/Dublin"), "us-east", ZoneId.of("America/New_York")),
          Policies.DEFAULT);
  private volatile Instant now = NOW;

  /** What calendars have said to sub-rooms. */
  final TestProbe<Said> said = kit.createTestProbe(Said.class);

  public final CalendarDesk desk = new CalendarDesk(this::calendar, kit.system().scheduler());

  /** A calendar's word to a sub-room. */
  public record Said(String region, String subRoomId, CalendarWord word) {}

  public CalendarStage() {
    kit.spawn(
        fleet.listener(
            kit.spawn(Topic.create(RegionSummary.class, "summaries")),
            (region, command) -> {
              Amount has = region.equals("eu-west") ? FOUR : Amount.ZERO;
              RegionSummary summary =
                  new RegionSummary(
                      region,
                      List.of(
                          new AgentSnapshot("a", true, false, null, has, Amount.ZERO),
                          new AgentSnapshot("lost", false, false, null, FOUR, Amount.ZERO),
                          new AgentSnapshot("drained", true, true, null, FOUR, Amount.ZERO)),
                      Set.of(),
                      0);
              ((RegionCommand.Describe) command)
                  .replyTo()
                  .tell(new RegionCommand.Description(summary, null, null, List.of()));
            }));
    said.awaitAssert(
        () -> {
          clock.pass(Duration.ofSeconds(1));
          assertThat(fleet.isComplete()).isTrue();
          return null;
        });
  }

  private synchronized ActorRef<CalendarCommand> calendar(String region) {
    return calendars.computeIfAbsent(
        region,
        id ->
            kit.spawn(
                CalendarEntity.create(
                    id,
                    () -> now,
                    RENEWAL,
                    new AvailableCapacity(fleet, Map.of("us-east", FOUR)),
                    (roomId, subRoomId, from, word) ->
                        said.ref().tell(new Said(from, subRoomId, word)))));
  }

  /** A wish for a number of transcode units, for an hour from nine on. */
  public static Booking wish(String subRoomId, int units) {
    return new Booking(
        "room-1",
        subRoomId,
        1,
        NINE,
        NINE.plusSeconds(3600),
        new Amount(units * 1000L, 0, 1),
        null);
  }

  void tell(String region, CalendarCommand command) {
    calendar(region).tell(command);
  }

  /** Books, and takes the answer out. */
  public CalendarWord book(String region, Booking wish, boolean anyway) {
    tell(region, new CalendarCommand.Book(wish, anyway));
    Said answer = said.receiveMessage();
    assertThat(answer.region()).isEqualTo(region);
    assertThat(answer.subRoomId()).isEqualTo(wish.subRoomId());
    return answer.word();
  }

  /** A message as another node gets it. */
  <T> T travelled(T message) {
    return kit.serializationTestKit().verifySerialization(message, true);
  }

  <T> TestProbe<T> probe(Class<T> of) {
    return kit.createTestProbe(of);
  }

  void pass(Duration duration) {
    for (long second = 0; second < duration.toSeconds(); second++) {
      now = now.plusSeconds(1);
      clock.pass(Duration.ofSeconds(1));
    }
  }

  /** The node of a calendar dies; it comes back from its journal when it is spoken to. */
  synchronized void crash(String region) {
    kit.stop(calendars.remove(region));
  }

  Instant now() {
    return now;
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}

package io.roomfleet.orchestrator.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.orchestrator.cohost.CohostCommand.Asker;
import io.roomfleet.orchestrator.cohost.pk.Score;
import io.roomfleet.orchestrator.cohost.slot.HostLine;
import io.roomfleet.orchestrator.cohost.slot.SlotCall;
import io.roomfleet.orchestrator.cohost.slot.SlotWord;
import io.roomfleet.orchestrator.cohost.stage.Layout;
import io.roomfleet.orchestrator.cohost.stage.Region;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.region.LedgerWord;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.room.RoomCommand;
import io.roomfleet.orchestrator.room.RoomReply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What sessions and rooms say to each other comes through as it was between nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CohostMessagesTest {
  private static final Instant T = Instant.parse("2026-11-28T20:00:00Z");
  private static final SeatSpec ANNA = Staged.host("anna", "r1");

  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString("pekko.actor.provider = local")
              .withFallback(
                  ConfigFactory.parseResources("roomfleet-pekko.conf")
                      .withOnlyPath("pekko.serialization"))
              .withFallback(
                  ConfigFactory.parseResources("roomfleet-pekko.conf")
                      .withOnlyPath("pekko.actor.serialization-bindings"))
              .withFallback(ConfigFactory.load()));

  @AfterAll
  void end() {
    kit.shutdownTestKit();
  }

  Stream<Object> messages() {
    TestProbe<CohostReply> probe = kit.createTestProbe();
    ActorRef<CohostReply> replyTo = probe.getRef();
    ActorRef<RoomReply> roomReplyTo = kit.<RoomReply>createTestProbe().getRef();
    Asker asker = new Asker("token:admin", "anna", "q1", 7L);
    Layout custom = new Layout(Layout.Kind.CUSTOM, List.of(new Region(0, 0, 0.5, 1)));
    Staged pk = Staged.live(CohostMode.PK, "anna", "bob");
    Stream<CohostCommand> commands =
        Stream.of(
            new CohostCommand.Invite(ANNA),
            new CohostCommand.Ask(Staged.guest("vera")),
            new CohostCommand.Accept("anna"),
            new CohostCommand.Decline("anna", "no"),
            new CohostCommand.Join("anna", "0".repeat(64), T),
            new CohostCommand.Leave("anna", "bye"),
            new CohostCommand.Remove("anna", "rude"),
            new CohostCommand.Mute("anna", true),
            new CohostCommand.HandOver("anna"),
            new CohostCommand.Lock(true),
            new CohostCommand.Arrange(custom),
            new CohostCommand.Extend(Duration.ofSeconds(5)),
            new CohostCommand.Rematch("anna"),
            new CohostCommand.Count(List.of(new Score("g", "r1", 7, "gift"))),
            new CohostCommand.End("enough"));
    Stream<SlotWord> words =
        Stream.of(
            new SlotWord.Held("s", 1, T),
            new SlotWord.In("s", 1),
            new SlotWord.In("s", 1, new HostLine("eu-west", URI.create("http://a/relay/r1/l.ts"))),
            new SlotWord.Refused("s", 1, SlotWord.Code.TAKEN, "it is held"),
            new SlotWord.Lost("s", 1, "gone"),
            new SlotWord.Freed("s", 1));
    Stream<SlotCall> calls =
        Stream.of(
            new SlotCall.Hold("s", 1, T),
            new SlotCall.Confirm("s", 1),
            new SlotCall.Release("s", 1, "over"));
    return Stream.of(
            commands.map(command -> (Object) new CohostMessage.Tell(command, asker, replyTo)),
            words.map(word -> (Object) new CohostMessage.RoomSays("r1", word)),
            calls.map(call -> (Object) new RoomCommand.SessionCalls(call)),
            Stream.<Object>of(
                new CohostMessage.Create(
                    Staged.spec(CohostMode.PK, List.of(ANNA, Staged.host("bob", "r2"))),
                    asker,
                    replyTo),
                new CohostMessage.Get(replyTo),
                new CohostMessage.ByToken("anna", "0".repeat(64), null, "q2", replyTo),
                new CohostMessage.ByToken(
                    "anna", "0".repeat(64), new CohostCommand.Mute("anna", true), "q2", replyTo),
                new CohostReply.Admitted(
                    CohostMapper.toDto(pk.state, T), "anna", T, Set.of("anna")),
                new CohostReply.Admitted(CohostMapper.toDto(pk.state, T), "anna", null, Set.of()),
                new CohostMessage.LedgerSaid(
                    "eu-west", new LedgerWord.Dropped(3, 4, "it was lost")),
                new CohostMessage.LedgerFreed(new RegionCommand.Released("mix/s", 3)),
                new RegionCommand.Points("mix/s", 3, List.of(7L, 0L)),
                CohostMessage.Wake.WAKE,
                new CohostReply.Shown(CohostMapper.toDto(pk.state, T)),
                new CohostReply.Refused(CohostReply.Code.LOCKED, "it is locked"),
                new RoomCommand.SessionTells(
                    "s",
                    3,
                    "pk.score_changed",
                    "session:s",
                    Json.tree(Map.of("points", Map.of("r1", 7))),
                    T,
                    roomReplyTo)))
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldComeThroughAsItWas(Object message) {
    Object came = kit.serializationTestKit().verifySerialization(message, false);
    assertThat(came).isEqualTo(message);
  }
}

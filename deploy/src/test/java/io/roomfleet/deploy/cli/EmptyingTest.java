package io.roomfleet.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.client.Calls;
import io.roomfleet.api.client.RoomfleetClient;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.api.region.MaintenanceRequest;
import io.roomfleet.deploy.CommandStage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmptyingTest {
  private static final String LEFT =
      """
      {"id":"a-1","region":"eu-west","status":"UP","lastSeenAt":"2026-11-11T12:00:01Z",
       "capacity":{"transcodeUnits":4,"egressMbps":100,"slots":16},
       "reserved":{"transcodeUnits":1,"egressMbps":12,"slots":2},
       "maintenance":{"kind":"DRAIN","by":"token:admin","since":"2026-11-11T12:00:00Z",
         "deadline":"2026-11-11T12:10:00Z","force":false,"total":40,"moved":39,"moving":0,
         "waiting":[{"assignmentId":"relay/room-1/main","roomId":"room-1","reason":"it must"}]},
       "assignments":[
         {"id":"relay/room-1/main","kind":"RELAY","role":"ACTIVE","epoch":1,"roomId":"room-1",
          "lineId":"main"},
         {"id":"transcode/room-1/de","kind":"TRANSCODE","role":"LEAVING","epoch":2,
          "roomId":"room-1","subRoomId":"de","lineId":"main"}]}""";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void shouldShowWhatIsLeftAndWhyWhenTheDeadlineIsOver() throws Exception {
    try (CommandStage stage = new CommandStage()) {
      stage.answer("/v1/agents/a-1:drain", 200, LEFT);
      Terminal terminal =
          new Terminal(new PrintStream(out, true), new PrintStream(err, true), 60, false);
      RoomfleetClient client = new RoomfleetClient(URI.create(stage.api()), "t", Json.CODEC);
      Api api = new Api(new ApiOptions(), client, terminal);
      Emptying.Target<AgentView> target =
          new Emptying.Target<>(
              "agent a-1", Calls.agent("a-1"), AgentView::maintenance, any -> "", List::of);

      int code =
          new Emptying<>(api, target, Duration.ZERO)
              .begin(
                  Calls.drainAgent("a-1", new MaintenanceRequest(null, null, null)), Duration.ZERO);

      assertThat(code).isEqualTo(ExitCode.NOT_EMPTY);
      assertThat(out.toString(StandardCharsets.UTF_8).lines())
          .containsExactly(
              "STILL THERE          AGENT  ROLE     WHY",
              "relay/room-1/main    a-1    ACTIVE   it must",
              "transcode/room-1/de  a-1    LEAVING  its viewers have not left yet");
      assertThat(err.toString(StandardCharsets.UTF_8))
          .startsWith("\ragent a-1: moved 39 of 40, 0 moving, 1 waiting: it must\u001b[K")
          .contains("the deadline is over, and agent a-1 is not empty")
          .contains("`roomfleet agent restore a-1`");
    }
  }
}

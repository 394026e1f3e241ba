package io.roomfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.CommandStage.Answer;
import io.roomfleet.deploy.CommandStage.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Emptying agents and regions as people type it. */
@Timeout(60)
class MaintenanceCommandTest {
  private static final String WAITING =
      "{\"assignmentId\":\"relay/room-1/main\",\"roomId\":\"room-1\","
          + "\"reason\":\"its publisher is sending to agent a-1\"}";
  private static final String HELD =
      "{\"id\":\"%s\",\"kind\":\"RELAY\",\"role\":\"%s\",\"epoch\":1,\"roomId\":\"room-1\","
          + "\"lineId\":\"main\"}";

  private CommandStage stage;

  @BeforeEach
  void serve() throws IOException {
    stage = new CommandStage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  /** A drain or evacuation of 40, or none. */
  private static String maintenance(
      String kind, int moved, int moving, String waiting, String done) {
    return kind == null
        ? "null"
        : "{\"kind\":\"%s\",\"by\":\"token:admin\",\"reason\":\"kernel\",\"since\":\"2026-11-11T12:00:00Z\","
                .formatted(kind)
            + "\"deadline\":\"2026-11-11T12:10:00Z\",\"force\":false,\"total\":40,\"moved\":%d,"
                .formatted(moved)
            + "\"moving\":%d,\"doneAt\":%s,\"waiting\":[%s]}".formatted(moving, done, waiting);
  }

  private static String agent(String maintenance) {
    return "{\"id\":\"a-1\",\"region\":\"eu-west\",\"status\":\"UP\",\"mediaUrl\":\"http://a-1\","
        + "\"capacity\":{\"transcodeUnits\":4,\"egressMbps\":100,\"slots\":16},"
        + "\"reserved\":{\"transcodeUnits\":1.5,\"egressMbps\":12,\"slots\":2},"
        + "\"measured\":{\"at\":\"2026-11-11T12:00:00Z\",\"cpuCores\":1,\"machineCpu\":0.5,"
        + "\"egressMbps\":7.5,\"transcodeUnits\":1.25,\"processes\":2},"
        + "\"maintenance\":"
        + maintenance
        + ",\"lastSeenAt\":\"2026-11-11T12:00:01Z\",\"assignments\":["
        + HELD.formatted("relay/room-1/main", "ACTIVE")
        + ","
        + HELD.formatted("transcode/room-1/de", "LEAVING")
        + "]}";
  }

  private static String region(String maintenance) {
    return "{\"id\":\"eu-west\",\"timeZone\":\"Europe/Dublin\",\"agents\":2,\"agentsUp\":2,"
        + "\"capacity\":{\"transcodeUnits\":4,\"egressMbps\":100,\"slots\":16},"
        + "\"reserved\":{\"transcodeUnits\":1.5,\"egressMbps\":12,\"slots\":2},"
        + "\"assignments\":2,\"maintenance\":"
        + maintenance
        + "}";
  }

  private static String agentAt(int moved, int moving) {
    return agent(maintenance("DRAIN", moved, moving, WAITING, "null"));
  }

  private static String doneAgent() {
    return agent(maintenance("DRAIN", 40, 0, "", "\"2026-11-11T12:05:00Z\""));
  }

  @Nested
  class AnAgent {
    @Test
    void isDrainedAndSaysHowFarItIs() {
      stage.answer("/v1/agents/a-1:drain", 200, agentAt(12, 4));
      Result result =
          stage.run(
              "agent",
              "drain",
              "a-1",
              "--deadline",
              "15m",
              "--reason",
              "kernel",
              "--force",
              "--utc");
      assertThat(result.code()).isZero();
      assertThat(stage.bodies)
          .containsExactly("{\"deadlineSeconds\":900,\"reason\":\"kernel\",\"force\":true}");
      assertThat(stage.keys).hasSize(1);
      assertThat(result.out())
          .contains("a-1 of eu-west")
          .contains("draining 12/40, since 2026-11-11T12:00:00Z by token:admin: kernel")
          .contains("moved 12 of 40, 4 moving, 1 waiting: its publisher is sending to agent a-1")
          .contains("transcode units  1.5       4         1.25")
          .contains("transcode/room-1/de  LEAVING");
    }

    @Test
    void leavesToTheApiWhatIsNotSaid() {
      stage.answer("/v1/agents/a-1:drain", 200, agentAt(0, 0));
      stage.run("agent", "drain", "a-1");
      assertThat(stage.bodies).containsExactly("{}");
    }

    @Test
    void isWaitedForUntilItIsEmptyThoughTheApiIsAwayMeanwhile() {
      stage.answer("/v1/agents/a-1:drain", 200, agentAt(12, 4));
      stage.answer(
          "/v1/agents/a-1",
          new Answer(503, "{\"status\":503,\"code\":\"unavailable\",\"detail\":\"no ledger\"}"),
          new Answer(200, agentAt(39, 1)),
          new Answer(200, doneAgent()));
      Result result = stage.run("agent", "drain", "a-1", "--wait");
      assertThat(result.code()).isZero();
      assertThat(result.err().lines())
          .containsExactly(
              "agent a-1: " + progress(12, 4),
              "agent a-1: no ledger, asking again",
              "agent a-1: " + progress(39, 1),
              "agent a-1: moved 40 of 40, it is empty");
      assertThat(result.out()).contains("drained, since");
    }

    @Test
    void isNotWaitedForWhenItIsRestored() {
      stage.answer("/v1/agents/a-1:drain", 200, agentAt(12, 4));
      stage.answer("/v1/agents/a-1", 200, agent("null"));
      Result result = stage.run("agent", "drain", "a-1", "--wait");
      assertThat(result.code()).isEqualTo(6);
      assertThat(result.err()).contains("agent a-1 was restored meanwhile");
    }

    @Test
    void isRestored() {
      stage.answer("/v1/agents/a-1:restore", 200, agent("null"));
      Result result = stage.run("agent", "restore", "a-1", "--reason", "updated");
      assertThat(result.code()).isZero();
      assertThat(stage.bodies).containsExactly("{\"reason\":\"updated\"}");
      assertThat(result.out()).doesNotContain("maintenance");
    }

    @Test
    void isListedWithItsMaintenance() {
      String agents = "{\"agents\":[%s,%s],\"unanswered\":[]}";
      stage.answer("/v1/agents", 200, agents.formatted(agentAt(12, 4), doneAgent()));
      assertThat(stage.run("agent", "list").out())
          .contains("MAINTENANCE")
          .contains("UP      draining 12/40")
          .contains("UP      drained");
    }
  }

  @Nested
  class ARegion {
    @Test
    void isDrainedWithoutForceAndEvacuatedWithIt() {
      stage.answer(
          "/v1/regions/eu-west:drain", 200, region(maintenance("DRAIN", 0, 0, "", "null")));
      stage.answer(
          "/v1/regions/eu-west:evacuate", 200, region(maintenance("EVACUATE", 3, 4, "", "null")));
      assertThat(stage.run("region", "drain", "eu-west", "--deadline", "4h").out())
          .contains("draining 0/40");
      assertThat(stage.run("region", "evacuate", "eu-west", "--force").out())
          .contains("evacuating 3/40")
          .contains("moved 3 of 40, 4 moving");
      assertThat(stage.bodies).containsExactly("{\"deadlineSeconds\":14400}", "{\"force\":true}");
      assertThat(stage.run("region", "drain", "eu-west", "--force").code()).isEqualTo(2);
    }

    @Test
    void isWaitedForInJson() {
      String done = region(maintenance("EVACUATE", 40, 0, "", "\"2026-11-11T12:05:00Z\""));
      stage.answer(
          "/v1/regions/eu-west:evacuate", 200, region(maintenance("EVACUATE", 3, 4, "", "null")));
      stage.answer("/v1/regions/eu-west", 200, done);
      Result result = stage.run("region", "evacuate", "eu-west", "--wait", "--json");
      assertThat(result.code()).isZero();
      assertThat(result.out()).isEqualTo(done + "\n");
    }

    @Test
    void isListedAndShownWithItsMaintenance() {
      String evacuating = region(maintenance("EVACUATE", 3, 4, WAITING, "null"));
      stage.answer("/v1/regions", 200, "{\"regions\":[" + evacuating + "],\"unanswered\":[]}");
      stage.answer("/v1/regions/eu-west", 200, evacuating);
      assertThat(stage.run("region", "list").out()).contains("evacuating 3/40");
      assertThat(stage.run("region", "show", "eu-west").out())
          .contains("2 of 2 up")
          .contains("relay/room-1/main  its publisher is sending to agent a-1");
    }
  }

  @Test
  void aDeadlineThatIsNoneIsAMistakeOnTheCommandLine() {
    Result result = stage.run("agent", "drain", "a-1", "--deadline", "soon");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("duration: soon (expected: such as 90s, 10m, 2h or 1d)");
    assertThat(stage.asked).isEmpty();
  }

  private static String progress(int moved, int moving) {
    return "moved %d of 40, %d moving, 1 waiting: its publisher is sending to agent a-1"
        .formatted(moved, moving);
  }
}

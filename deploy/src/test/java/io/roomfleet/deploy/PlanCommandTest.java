package io.roomfleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.deploy.CommandStage.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code roomfleet plan}: what it sends, what it says, and by which code it ends. */
class PlanCommandTest {
  private static final String PLAN =
      """
      {"fits":%s,"summary":"1 of 7 sub-rooms have no place","missing":[{"region":"eu-west",
       "capacity":{"transcodeUnits":1.5,"egressMbps":28,"slots":2},"subRooms":["promo/de"]}],
       "placements":[{"roomId":"promo","subRoomId":"de","region":null,"agentId":null,
        "fromRegion":null,"fromAgentId":null,
        "wanted":{"transcodeUnits":1.5,"egressMbps":20,"slots":1},"costPerHour":null,"terms":{},
        "reason":"no agent of region eu-west can take it"}],
       "unchanged":6,"moves":0,"costPerHour":41.3,"costPerHourNow":41.3,
       "regions":[{"region":"eu-west","capacity":{"transcodeUnits":4,"egressMbps":1000,"slots":16},
        "booked":{"transcodeUnits":3.2,"egressMbps":120,"slots":7}}],
       "unanswered":[],"asOf":"2026-11-11T17:00:00Z"}
      """;

  @TempDir private Path folder;
  private final CommandStage stage;

  PlanCommandTest() throws IOException {
    stage = new CommandStage();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private String file() throws IOException {
    Path file = folder.resolve("promo.json");
    Files.writeString(file, "{\"lostRegions\":[\"us-east\"]}");
    return file.toString();
  }

  @Test
  void whatDoesNotFitIsSaidWithWhatIsMissingAndByTheExitCode() throws IOException {
    stage.answer("/v1/plans", 200, PLAN.formatted(false));
    Result result = stage.run("plan", file());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("It does not fit: 1 of 7 sub-rooms have no place.")
        .contains("eu-west  1.5    28      2      promo/de")
        .contains("3.2 of 4 (80 %)")
        .contains("nowhere")
        .contains("no agent of region eu-west can take it");
    assertThat(stage.asked).containsExactly("POST /v1/plans");
    assertThat(stage.bodies).containsExactly("{\"lostRegions\":[\"us-east\"]}");
  }

  @Test
  void theExitCodeIsTheSameForScriptsThatReadTheJson() throws IOException {
    String plan = PLAN.formatted(false);
    stage.answer("/v1/plans", 200, plan);
    Result result = stage.run("plan", file(), "--json");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEqualTo(plan);
  }

  @Test
  void whatFitsEndsWithNought() throws IOException {
    stage.answer("/v1/plans", 200, PLAN.formatted(true));
    assertThat(stage.run("plan", file()).code()).isZero();
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Result result = stage.run("plan", folder.resolve("none.json").toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("There is no file").contains("none.json");
    assertThat(stage.asked).isEmpty();
  }
}

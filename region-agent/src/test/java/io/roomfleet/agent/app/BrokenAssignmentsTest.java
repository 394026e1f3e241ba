package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.testing.Await;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.room.LineInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One assignment that cannot be run stands between two that can. */
class BrokenAssignmentsTest {
  private static final String FIRST = relay("first", "{'type':'upstream','url':null}");
  private static final String LAST = relay("last", "{'type':'upstream','url':null}");

  @TempDir Path folder;
  private FakeControlPlane control;
  private TestAgent agent;
  private long generation = 1000;

  @BeforeEach
  void start() throws Exception {
    control = new FakeControlPlane();
    agent = new TestAgent(control, folder, "broken", 21060);
    Await.until(TestAgent.SOON, "a session", () -> !control.hellos.isEmpty());
  }

  @AfterEach
  void stop() {
    agent.close();
    control.close();
  }

  private static String relay(String room, String source) {
    return "{'type':'RELAY','id':'%s','epoch':1,'roomId':'%s','lineId':'main','source':%s}"
        .formatted(room, room, source);
  }

  private static String ladder(String ladder) {
    return ("{'type':'TRANSCODE','id':'middle','epoch':1,'roomId':'middle','subRoomId':'de-de',"
            + "'lineId':'main','ladder':%s,'upstream':{'type':'upstream','url':null}}")
        .formatted(ladder);
  }

  /** As a frame, since the classes of the protocol cannot say what is not of it. */
  private void desire(String... assignments) {
    List<String> list = new ArrayList<>(List.of(assignments));
    generation++;
    String frame =
        "{'type':'Desired','generation':%d,'assignments':[%s]}"
            .formatted(generation, String.join(",", list));
    control.tellRaw(frame.replace('\'', '"'));
    Await.until(TestAgent.SOON, "taken", () -> control.agentGeneration == generation);
  }

  private void expectFailed(String middle, String reason) {
    desire(FIRST, middle, LAST);
    AssignmentState state =
        Await.value(
            TestAgent.SOON,
            reason,
            () -> control.state("middle"),
            s -> s.reason() != null && s.reason().startsWith(reason));
    assertThat(state.phase()).isEqualTo(Phase.FAILED);
    for (String id : List.of("first", "last")) {
      assertThat(agent.await(id, Phase.RUNNING).input()).isEqualTo(LineInput.SLATE);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'pull','url':'http://u:p@a b/x'} |"
            + " source.url: http://***@a b/x (expected: a URL)",
        "{'type':'pull','url':null} | pull url: null (expected: a URL)",
        "{'type':'pull','url':'ftp://a/x'} | pull url: ftp: (expected one of [http,",
        "{'type':'pull','url':'http:x'} | pull url: http:x (expected: a URL with a host)",
        "{'type':'upstream','url':'udp://a:1'} | upstream url: udp: (expected one of [http, https])",
        "{'type':'rtmp'} | stream key: null (expected: [A-Za-z0-9_-]{1,128})",
        "{'type':'test'} | test title: null (expected: text)",
        "{'type':'srt','passphrase':'short'} | SRT passphrase: 5 characters (expected: 10 to 79)",
        "{'type':'hologram'} | source: of a kind that this agent does not know",
        "null | source: of a kind that this agent does not know",
      })
  void aBrokenSourceIsFailedAndTheOthersRun(String source, String reason) {
    expectFailed(relay("middle", source), reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'renditions':['360p','999p']} | ladder.renditions[1]: 999p (expected: one of 1080p, 720p,",
        "{'renditions':[{'width':-1}]} | ladder.renditions[0]: {\"width\":-1} (expected: one of 1080",
        "{'renditions':[3]} | ladder.renditions[0]: 3 (expected: one of 1080p,",
        "{'renditions':['360p',null]} | ladder.renditions[1]: null (expected: one of 1080p,",
        "{'renditions':['360p','360p']} | ladder.renditions[1]: 360p (expected: each one once)",
        "{'renditions':[]} | ladder.renditions: [] (expected: 1 to 6)",
        "{'preset':'light','renditions':[]} | ladder.renditions: [] (expected: 1 to 6)",
        "{'preset':'heavy'} | ladder.preset: heavy (expected: one of full, standard,",
        "{'preset':'light','frameRate':0} | ladder.frameRate: 0 (expected: 10 to 60)",
        "{'preset':'light','frameRate':'x'} | ladder.frameRate: x (expected: a whole number)",
        "{} | ladder: neither preset nor renditions (expected: one of them)",
        "null | ladder: null (expected: a preset or renditions)",
      })
  void aBrokenLadderIsFailedAndTheOthersRun(String ladder, String reason) {
    expectFailed(ladder(ladder), reason);
    assertThat(control.state("middle").kind()).isEqualTo(AssignmentKind.TRANSCODE);
  }

  @Test
  void aBrokenOneIsTriedAgainWhenItChanges() {
    expectFailed(ladder("{'renditions':['999p']}"), "ladder.renditions[0]: 999p");
    desire(FIRST, ladder("{'renditions':['audio']}"), LAST);
    assertThat(agent.await("middle", Phase.RUNNING).reason()).isNull();
  }

  @Test
  void anAssignmentWithoutAnIdIsLeftOut() {
    desire(FIRST, "{'type':'RELAY','epoch':1}", "null", "7", LAST);
    agent.await("first", Phase.RUNNING);
    agent.await("last", Phase.RUNNING);
    assertThat(control.states()).containsOnlyKeys("first", "last");
  }
}

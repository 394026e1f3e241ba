package io.roomfleet.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.process.EventLoop;
import io.roomfleet.agent.session.AgentReport;
import io.roomfleet.agent.session.ControlSession;
import io.roomfleet.agent.session.SessionSettings;
import io.roomfleet.agent.session.Wanted;
import io.roomfleet.agent.testing.Await;
import io.roomfleet.api.Capacity;
import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.AssignmentKind;
import io.roomfleet.api.agent.AssignmentState;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.api.agent.EncoderQuality;
import io.roomfleet.api.agent.LineQuality;
import io.roomfleet.api.agent.Load;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.agent.Source;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The session over a real WebSocket; what the agent runs is made up. */
class ControlSessionTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final EventLoop loop = new EventLoop();
  private final Report report = new Report();
  private FakeControlPlane control;
  private ControlSession session;

  private static final class Report implements AgentReport {
    private final List<List<Wanted>> desired = new CopyOnWriteArrayList<>();
    private final List<AudienceWindow> windows = new CopyOnWriteArrayList<>();
    private final List<AudienceWindow> delivered = new CopyOnWriteArrayList<>();
    private volatile List<LineQuality> lines = List.of();
    private volatile List<EncoderQuality> encoders = List.of();
    private volatile int sessions;
    private volatile List<AssignmentState> states = List.of(state(Phase.STARTING));

    private static AssignmentState state(Phase phase) {
      return new AssignmentState(
          "relay/r/main",
          1,
          AssignmentKind.RELAY,
          phase,
          Instant.EPOCH,
          null,
          null,
          0,
          null,
          null,
          null,
          null,
          List.of());
    }

    @Override
    public AgentMessage.Hello hello() {
      return new AgentMessage.Hello(
          "a1",
          "eu-west",
          "test",
          URI.create("http://media"),
          new Capacity(1, 1, 1),
          List.of("RELAY"),
          states);
    }

    @Override
    public Load load() {
      return new Load(Instant.now(), 0, 0, 0, 0, 0);
    }

    @Override
    public List<AssignmentState> assignments() {
      return states;
    }

    @Override
    public List<AudienceWindow> audience() {
      return List.copyOf(windows);
    }

    @Override
    public void delivered(List<AudienceWindow> left) {
      windows.removeAll(left);
      delivered.addAll(left);
    }

    @Override
    public void sessionBegins() {
      sessions++;
    }

    @Override
    public List<LineQuality> lineQuality() {
      return lines;
    }

    @Override
    public List<EncoderQuality> encoderQuality() {
      return encoders;
    }

    @Override
    public void desired(List<Wanted> wanted) {
      desired.add(wanted);
    }
  }

  @BeforeEach
  void start() {
    control = new FakeControlPlane();
  }

  @AfterEach
  void stop() {
    loop.ask(
        () -> {
          session.close();
          return true;
        });
    control.close();
    loop.close();
  }

  private void open(String token, URI... urls) {
    session =
        new ControlSession(
            new SessionSettings("a1", "eu-west", token, List.of(urls)), report, loop);
    loop.execute(session::connect);
  }

  private void awaitConnected() {
    Await.until(SOON, "welcomed", () -> loop.ask(session::connected));
  }

  @Test
  void itSaysHelloTakesWhatIsDesiredAndSaysWhichGenerationItTook() {
    control.desire(
        new Assignment.Relay("relay/r/main", 1, "r", "main", new Source.Test("title"), false));
    open(FakeControlPlane.TOKEN, control.url());
    Await.until(SOON, "desired", () -> report.desired.size() == 1);
    Await.until(SOON, "generation", () -> control.agentGeneration > 0);
    assertThat(control.hellos).singleElement().extracting("agentId").isEqualTo("a1");
    assertThat(control.requests())
        .singleElement()
        .asString()
        .endsWith("/v1/agents/a1/session?region=eu-west");
    assertThat(report.desired.get(0))
        .singleElement()
        .extracting(Wanted::assignment)
        .isInstanceOf(Assignment.Relay.class);
  }

  @Test
  void aChangeIsToldAtOnceAndWhatDidNotChangeIsNotRepeated() {
    open(FakeControlPlane.TOKEN, control.url());
    Await.until(SOON, "the first list", () -> control.state("relay/r/main") != null);
    control.states().clear();
    Await.until(SOON, "two beats", () -> control.loads.size() >= 2);
    assertThat(control.states()).as("null means unchanged").isEmpty();
    report.states = List.of(Report.state(Phase.RUNNING));
    int beats = control.loads.size();
    loop.execute(session::changed);
    Await.until(SOON, "the change", () -> control.state("relay/r/main") != null);
    assertThat(control.loads.size() - beats).as("before the next beat").isLessThanOrEqualTo(1);
  }

  private static AudienceWindow window(long second) {
    return new AudienceWindow(
        "r",
        "de",
        "boot",
        second,
        7,
        1,
        0,
        3,
        0,
        900,
        90,
        List.of(),
        Map.of("DE", 7),
        "AAAA",
        null,
        null,
        null,
        null);
  }

  private List<AudienceWindow> heard() {
    return control.beats().stream()
        .filter(beat -> beat.audience() != null)
        .flatMap(beat -> beat.audience().stream())
        .toList();
  }

  @Test
  void windowsOfTheAudienceAreSaidOnceAndThoseOfACutAreSaidLate() {
    report.windows.add(window(1));
    open(FakeControlPlane.TOKEN, control.url());
    Await.until(SOON, "said", () -> heard().equals(List.of(window(1))));
    Await.until(SOON, "delivered", () -> report.delivered.equals(List.of(window(1))));
    control.cut();
    report.windows.addAll(List.of(window(2), window(3)));
    Await.until(SOON, "another session", () -> report.sessions == 2);
    Await.until(SOON, "said late", () -> heard().equals(List.of(window(1), window(2), window(3))));
  }

  @Test
  void qualityThatDidNotChangeIsNotRepeatedAndANewSessionHearsItAll() {
    report.lines = List.of(new LineQuality("r", "main", 2_000_000, 0, 0, 1, -20, 0.99));
    report.encoders = List.of(new EncoderQuality("t", 25.0, 1.0, 0, Instant.EPOCH, null, null));
    open(FakeControlPlane.TOKEN, control.url());
    Await.until(SOON, "three beats", () -> control.loads.size() >= 3);
    assertThat(control.beats().stream().map(AgentMessage.Heartbeat::lineQuality))
        .filteredOn(Objects::nonNull)
        .containsExactly(report.lines);
    assertThat(control.beats().stream().map(AgentMessage.Heartbeat::encoderQuality))
        .filteredOn(Objects::nonNull)
        .containsExactly(report.encoders);
    control.cut();
    Await.until(
        SOON,
        "again",
        () -> control.beats().stream().filter(beat -> beat.lineQuality() != null).count() == 2);
  }

  @Test
  void aSessionThatIsCutIsOpenedAgainWithWhatRuns() {
    open(FakeControlPlane.TOKEN, control.url());
    awaitConnected();
    control.cut();
    Await.until(SOON, "another hello", () -> control.hellos.size() == 2);
    assertThat(control.hellos.get(1).running()).isEqualTo(report.states);
    assertThat(report.desired).as("nothing is desired by a cut").isEmpty();
  }

  @Test
  void aServerThatFallsSilentIsLeft() {
    open(FakeControlPlane.TOKEN, control.url());
    awaitConnected();
    control.silent = true;
    Await.until(SOON, "another hello", () -> control.hellos.size() == 2);
  }

  @Test
  void aNodeThatIsDownIsPassedOver() throws Exception {
    URI down;
    try (ServerSocket socket = new ServerSocket(0)) {
      down = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    open(FakeControlPlane.TOKEN, down, control.url());
    awaitConnected();
  }

  @Test
  void aTokenThatIsNotTakenIsTriedAgainButSeldom() {
    open("not-the-token", control.url());
    Await.until(SOON, "refused", () -> control.requests().size() == 1);
    long first = System.nanoTime();
    Await.until(SOON, "tried again", () -> control.requests().size() == 2);
    assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThan(Duration.ofSeconds(4));
    assertThat(control.hellos).isEmpty();
  }

  @Test
  void aMessageOfANewerControlPlaneDoesNoHarm() {
    open(FakeControlPlane.TOKEN, control.url());
    awaitConnected();
    control.tellRaw("{\"type\":\"Fireworks\",\"colour\":\"red\"}");
    control.tellRaw("not json at all");
    control.tellRaw(
        "{\"type\":\"Desired\",\"generation\":77,\"new\":1,\"assignments\":"
            + "[{\"type\":\"HOLOGRAM\",\"id\":\"m\"},{\"type\":\"RELAY\",\"id\":\"relay/r/x\",\"epoch\":2,"
            + "\"roomId\":\"r\",\"lineId\":\"x\",\"source\":{\"type\":\"hologram\"}}]}");
    Await.until(SOON, "taken", () -> control.agentGeneration == 77);
    assertThat(report.desired.get(0)).extracting(Wanted::id).containsExactly("relay/r/x");
  }

  @Test
  void anUpstreamOfAnOlderControlPlaneHasNoFallback() {
    open(FakeControlPlane.TOKEN, control.url());
    awaitConnected();
    control.tellRaw(
        "{\"type\":\"Desired\",\"generation\":5,\"assignments\":[{\"type\":\"RELAY\","
            + "\"id\":\"relay/r/x\",\"epoch\":2,\"roomId\":\"r\",\"lineId\":\"x\","
            + "\"source\":{\"type\":\"upstream\",\"url\":\"http://a/relay/r/x.ts\"}}]}");
    Await.until(SOON, "taken", () -> control.agentGeneration == 5);
    Source url = new Source.Upstream(URI.create("http://a/relay/r/x.ts"), null);
    assertThat(report.desired.get(0))
        .containsExactly(Wanted.of(new Assignment.Relay("relay/r/x", 2, "r", "x", url, false)));
  }
}

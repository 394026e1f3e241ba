package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.orchestrator.http.BadRequests.Row;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad request gets its status and its code, and none changes anything. */
@TestInstance(Lifecycle.PER_CLASS)
class BadRequestsTest {
  private final OpenApiContract contract = OpenApiContract.load();
  private TestServer server;
  private List<Row> rows;

  @BeforeAll
  void start() throws Exception {
    server = new TestServer();
    String scheduled = server.room();
    server.post(
        "/v1/rooms/" + scheduled + "/sub-rooms",
        """
        {"subRooms":[{"market":"DE","locale":"de-DE","timeZone":"Europe/Berlin"}]}""");
    String ended = server.room();
    server.post("/v1/rooms/" + ended + ":start", "");
    server.post("/v1/rooms/" + ended + ":end", "");
    rows =
        BadRequests.rows(
            new BadRequests.Fixture(
                TestServer.ADMIN, TestServer.AGENTS, "eu-west", scheduled, ended));
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  List<Row> rows() {
    return rows;
  }

  @Test
  void theTableIsLong() {
    assertThat(rows).hasSizeGreaterThanOrEqualTo(60);
    assertThat(rows).extracting(Row::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isRefusedAndChangesNothing(Row row) throws Exception {
    int changes = changes();
    int calls = calls();

    Reply reply =
        RawHttp.send(server.address(), row.method(), row.target(), row.headers(), row.body());

    assertThat(reply.status() + " " + TestServer.code(reply))
        .as(reply.body())
        .isEqualTo(row.status() + " " + row.code());
    contract.check(row.method(), row.target(), reply);
    assertThat(changes()).isEqualTo(changes);
    if (!row.reachesDomain()) {
      assertThat(calls()).isEqualTo(calls);
    }
  }

  private int changes() {
    return server.domain.changes
        + server.fleet.changes
        + server.broadcasts.changes
        + server.alerts.changes;
  }

  private int calls() {
    return server.domain.callers.size()
        + server.fleet.callers.size()
        + server.broadcasts.callers.size();
  }
}

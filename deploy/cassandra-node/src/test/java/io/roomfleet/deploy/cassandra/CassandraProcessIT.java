package io.roomfleet.deploy.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.roomfleet.deploy.platform.Ports;
import io.roomfleet.deploy.platform.Refusal;
import io.roomfleet.deploy.schema.Replication;
import io.roomfleet.deploy.schema.Schema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class CassandraProcessIT {
  @TempDir Path dir;

  @Test
  void keepsItsDataThroughAKillAndTheSchemaCanBeAppliedAgain() {
    int port = Ports.anyFree();
    CassandraProcess first = CassandraProcess.start(dir, port);
    Schema.Applied once = apply(first);
    assertThat(once.files()).startsWith("01-keyspace.cql", "02-journal.cql", "03-projection.cql");
    assertThat(once.replication()).contains("SimpleStrategy").contains("1");
    execute(first, "INSERT INTO roomfleet.all_persistence_ids (persistence_id) VALUES ('kept')");
    first.kill();
    assertThat(Ports.answers(first.host(), port)).isFalse();

    try (CassandraProcess second = CassandraProcess.start(dir, port)) {
      assertThat(apply(second).statements()).isEqualTo(once.statements());
      assertThat(execute(second, "SELECT persistence_id FROM roomfleet.all_persistence_ids"))
          .isEqualTo("kept");
      assertThatThrownBy(() -> CassandraProcess.start(dir.resolve("other"), port))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("Port " + port)
          .hasMessageContaining("--cassandra-port");
    }
  }

  @Test
  void refusesAPortThatAnotherProgramHolds() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> CassandraProcess.start(dir, other.getLocalPort()))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("taken by another program");
    }
  }

  private static Schema.Applied apply(CassandraProcess cassandra) {
    return Schema.apply(
        cassandra.host(), cassandra.port(), cassandra.dataCenter(), Replication.SINGLE);
  }

  private static String execute(CassandraProcess cassandra, String statement) {
    try (CqlSession session =
        CqlSession.builder()
            .addContactPoint(new InetSocketAddress(cassandra.host(), cassandra.port()))
            .withLocalDatacenter(cassandra.dataCenter())
            .build()) {
      var row = session.execute(statement).one();
      return row == null ? null : row.getString(0);
    }
  }
}

package io.roomfleet.deploy.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.deploy.platform.Refusal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Roomfleet's tables in Cassandra. Applying the schema makes what is missing and leaves what is
 * there as it is, so it may be repeated; it is done by one program at a time, and never by a node
 * at its start, since two that make the same table at once leave it broken.
 */
public final class Schema {
  /** The keyspace that holds everything. */
  public static final String KEYSPACE = "roomfleet";

  private static final String PLACEHOLDER = "{{replication}}";

  private Schema() {}

  /**
   * What was done.
   *
   * @param statements how many were carried out
   * @param files the names of the files they came from
   * @param replication the keyspace's, as it now is: that of an existing keyspace stays
   */
  public record Applied(int statements, List<String> files, String replication) {}

  /**
   * Applies the shipped schema.
   *
   * @param dataCenter of the node, {@code datacenter1} unless it was configured otherwise
   * @throws Refusal when Cassandra does not answer or refuses a statement
   */
  public static Applied apply(String host, int port, String dataCenter, Replication replication) {
    return apply(new InetSocketAddress(host, port), dataCenter, replication);
  }

  /** The statements as one text, for cqlsh. */
  public static String print(Replication replication) {
    StringBuilder text = new StringBuilder();
    for (CqlScript file : SchemaFiles.shipped()) {
      text.append(filledIn(file, replication).text()).append('\n');
    }
    return text.toString();
  }

  private static Applied apply(InetSocketAddress node, String dataCenter, Replication replication) {
    List<CqlScript> files =
        SchemaFiles.shipped().stream().map(it -> filledIn(it, replication)).toList();
    int done = 0;
    try (CqlSession session = connect(node, dataCenter)) {
      for (CqlScript file : files) {
        for (String statement : file.statements()) {
          execute(session, file, statement);
          done++;
        }
      }
      return new Applied(done, files.stream().map(CqlScript::name).toList(), current(session));
    } catch (DriverException | IllegalStateException e) {
      throw new Refusal(
          "Cassandra at "
              + node.getHostString()
              + ":"
              + node.getPort()
              + " (data center "
              + dataCenter
              + ") cannot be used: "
              + e.getMessage(),
          e);
    }
  }

  private static void execute(CqlSession session, CqlScript file, String statement) {
    try {
      if (!session.execute(statement).getExecutionInfo().isSchemaInAgreement()) {
        throw new Refusal(
            "The nodes of Cassandra did not agree on the schema in time, at "
                + file.name()
                + ": apply it again.");
      }
    } catch (DriverException e) {
      throw new Refusal(
          file.name() + ": Cassandra refused `" + firstLine(statement) + "`: " + e.getMessage(), e);
    }
  }

  private static CqlSession connect(InetSocketAddress node, String dataCenter) {
    return CqlSession.builder()
        .addContactPoint(node)
        .withLocalDatacenter(dataCenter)
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .withDuration(
                    DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT,
                    Duration.ofSeconds(30))
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                .withBoolean(DefaultDriverOption.METADATA_TOKEN_MAP_ENABLED, false)
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build())
        .build();
  }

  private static String current(CqlSession session) {
    @Nullable Row row =
        session
            .execute(
                "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = '"
                    + KEYSPACE
                    + "'")
            .one();
    if (row == null) {
      return "none";
    }
    @Nullable Map<String, String> replication = row.getMap(0, String.class, String.class);
    return String.valueOf(replication);
  }

  private static CqlScript filledIn(CqlScript file, Replication replication) {
    return new CqlScript(file.name(), file.text().replace(PLACEHOLDER, replication.toCql()));
  }

  private static String firstLine(String statement) {
    int end = statement.indexOf('\n');
    return end < 0 ? statement : statement.substring(0, end) + " ...";
  }
}

package io.roomfleet.deploy.cli;

import io.roomfleet.deploy.schema.Replication;
import io.roomfleet.deploy.schema.Schema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code roomfleet schema}. */
@Command(
    name = "schema",
    description = "Cassandra's tables.",
    subcommands = {SchemaCommand.Apply.class, SchemaCommand.Print.class})
public final class SchemaCommand extends Group {
  private static final String REPLICATION_HELP =
      "Copies of each row: 1 to 9, or by data center such as eu:3,ap:3 (default: ${DEFAULT-VALUE}).";

  /** {@code roomfleet schema apply}. */
  @Command(
      name = "apply",
      description =
          "Make the tables that are missing. Run it from one place, before nodes of a new version"
              + " start; it may be repeated.")
  static final class Apply implements Callable<Integer> {
    @Option(
        names = "--cassandra",
        paramLabel = "HOST:PORT",
        defaultValue = "127.0.0.1:9042",
        description = "One node of it (default: ${DEFAULT-VALUE}).",
        converter = HostPort.Converter.class)
    private HostPort cassandra = new HostPort("127.0.0.1", 9042);

    @Option(
        names = "--datacenter",
        paramLabel = "NAME",
        defaultValue = "datacenter1",
        description = "The node's data center (default: ${DEFAULT-VALUE}).")
    private String dataCenter = "datacenter1";

    @Mixin private ReplicationOption replication = new ReplicationOption();

    @Override
    public Integer call() {
      Schema.Applied applied =
          Schema.apply(cassandra.host(), cassandra.port(), dataCenter, replication.value);
      System.out.printf(
          "Applied %s (%d statements). The keyspace %s has %s.%n",
          String.join(", ", applied.files()),
          applied.statements(),
          Schema.KEYSPACE,
          applied.replication());
      return ExitCode.OK;
    }
  }

  /** {@code roomfleet schema print}. */
  @Command(name = "print", description = "Print the statements, for cqlsh.")
  static final class Print implements Callable<Integer> {
    @Mixin private ReplicationOption replication = new ReplicationOption();

    @Override
    public Integer call() {
      System.out.print(Schema.print(replication.value));
      return ExitCode.OK;
    }
  }

  /** How often each row is kept. */
  static final class ReplicationOption {
    @Option(
        names = "--replication",
        defaultValue = "1",
        description = REPLICATION_HELP,
        converter = ReplicationConverter.class)
    private Replication value = Replication.SINGLE;
  }

  /** For options. */
  static final class ReplicationConverter implements ITypeConverter<Replication> {
    @Override
    public Replication convert(String text) {
      try {
        return Replication.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}

package io.roomfleet.deploy.cassandra;

import io.roomfleet.deploy.platform.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings files that Cassandra reads, written anew before each start. */
final class CassandraFiles {
  private static final String YAML =
      """
      # Written by Roomfleet before each start; changes made here are lost.
      cluster_name: roomfleet
      num_tokens: 1
      partitioner: org.apache.cassandra.dht.Murmur3Partitioner
      endpoint_snitch: SimpleSnitch
      seed_provider:
        - class_name: org.apache.cassandra.locator.SimpleSeedProvider
          parameters:
            - seeds: "%1$s:%3$d"
      listen_address: %1$s
      rpc_address: %1$s
      native_transport_port: %2$d
      storage_port: %3$d
      data_file_directories: ["%4$s/data"]
      commitlog_directory: "%4$s/commitlog"
      saved_caches_directory: "%4$s/saved_caches"
      hints_directory: "%4$s/hints"
      cdc_raw_directory: "%4$s/cdc_raw"
      # A write is answered once the kernel has it: a killed process loses nothing, a power cut at most this
      # period. On one machine that is the right trade; a ring that matters takes `group` (docs/operations).
      commitlog_sync: periodic
      commitlog_sync_period: 1000ms
      commitlog_segment_size: 8MiB
      commitlog_total_space: 256MiB
      # Sized for a laptop: these are upper bounds, not reservations.
      memtable_heap_space: 128MiB
      memtable_offheap_space: 128MiB
      concurrent_reads: 8
      concurrent_writes: 16
      key_cache_size: 8MiB
      file_cache_size: 32MiB
      networking_cache_size: 16MiB
      hinted_handoff_enabled: false
      auto_snapshot: false
      # The first start and a loaded machine answer late; clients have shorter limits of their own.
      read_request_timeout: 10s
      range_request_timeout: 20s
      write_request_timeout: 10s
      request_timeout: 20s
      """;

  private static final String LOGBACK =
      """
      <configuration>
        <appender name="file" class="ch.qos.logback.core.rolling.RollingFileAppender">
          <file>%1$s/system.log</file>
          <rollingPolicy class="ch.qos.logback.core.rolling.FixedWindowRollingPolicy">
            <fileNamePattern>%1$s/system.log.%%i</fileNamePattern>
            <minIndex>1</minIndex>
            <maxIndex>2</maxIndex>
          </rollingPolicy>
          <triggeringPolicy class="ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy">
            <maxFileSize>10MB</maxFileSize>
          </triggeringPolicy>
          <encoder>
            <pattern>%%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %%-5level [%%thread] %%logger{20} - %%msg%%n</pattern>
          </encoder>
        </appender>
        <appender name="stdout" class="ch.qos.logback.core.ConsoleAppender">
          <filter class="ch.qos.logback.classic.filter.ThresholdFilter">
            <level>WARN</level>
          </filter>
          <encoder>
            <pattern>%%d{HH:mm:ss.SSS} %%-5level %%logger{20} - %%msg%%n</pattern>
          </encoder>
        </appender>
        <root level="INFO">
          <appender-ref ref="file"/>
          <appender-ref ref="stdout"/>
        </root>
      </configuration>
      """;

  private CassandraFiles() {}

  static Path yaml(Path dataDir) {
    return dataDir.resolve("cassandra.yaml");
  }

  static Path logback(Path dataDir) {
    return dataDir.resolve("logback.xml");
  }

  /** Where Cassandra's own log is. */
  static Path log(Path dataDir) {
    return dataDir.resolve("log").resolve("system.log");
  }

  static void write(CassandraSettings settings) throws IOException {
    Path dir = settings.dataDir();
    Files.createDirectories(dir.resolve("log"));
    Files.writeString(
        yaml(dir),
        YAML.formatted(
            CassandraSettings.HOST, settings.port(), storagePort(dir), escaped(dir.toString())));
    Files.writeString(logback(dir), LOGBACK.formatted(dir.resolve("log")));
  }

  /**
   * The port between nodes is of no use with one node, yet it must be free: any will do, and the
   * one used before is taken again while it is free.
   */
  private static int storagePort(Path dir) throws IOException {
    Path file = dir.resolve("storage-port");
    if (Files.exists(file)) {
      int before = Integer.parseInt(Files.readString(file).strip());
      if (Ports.isFree(CassandraSettings.HOST, before)) {
        return before;
      }
    }
    int port = Ports.anyFree();
    Files.writeString(file, port + "\n");
    return port;
  }

  /** For a double-quoted YAML scalar. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}

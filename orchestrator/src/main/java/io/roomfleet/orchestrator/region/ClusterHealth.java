package io.roomfleet.orchestrator.region;

import com.datastax.oss.driver.api.core.CqlSession;
import io.roomfleet.api.region.ClusterView;
import io.roomfleet.api.region.HealthView;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** How the cluster and its storage are, as this node sees them. */
final class ClusterHealth {
  private final Cluster cluster;
  private final CqlSession cassandra;
  private final InstantSource clock;
  private final String version;

  ClusterHealth(Cluster cluster, CqlSession cassandra, InstantSource clock, String version) {
    this.cluster = cluster;
    this.cassandra = cassandra;
    this.clock = clock;
    this.version = version;
  }

  CompletionStage<ClusterView> view() {
    ClusterEvent.CurrentClusterState state = cluster.state();
    List<ClusterView.Member> members =
        StreamSupport.stream(state.getMembers().spliterator(), false)
            .map(
                m ->
                    new ClusterView.Member(
                        m.address().toString(),
                        m.status().toString(),
                        m.getRoles().stream().sorted().toList()))
            .toList();
    List<String> unreachable =
        state.getUnreachable().stream().map(m -> m.address().toString()).sorted().toList();
    String leader = state.getLeader() == null ? null : state.getLeader().toString();
    String self = cluster.selfMember().address().toString();
    return cassandraCheck()
        .thenApply(
            up ->
                new ClusterView(
                    self,
                    version,
                    leader,
                    members,
                    unreachable,
                    up.equals("ok") ? "up" : up,
                    clock.instant()));
  }

  CompletionStage<HealthView> ready() {
    boolean up = cluster.selfMember().status().equals(MemberStatus.up());
    return cassandraCheck()
        .thenApply(
            cassandraSays -> {
              Map<String, String> checks = new LinkedHashMap<>();
              checks.put("cluster", up ? "ok" : "this node is " + cluster.selfMember().status());
              checks.put("cassandra", cassandraSays);
              boolean ok = checks.values().stream().allMatch("ok"::equals);
              return new HealthView(ok ? "ok" : "failing", checks);
            });
  }

  private CompletionStage<String> cassandraCheck() {
    return cassandra
        .executeAsync("SELECT release_version FROM system.local")
        .handle(
            (rows, failure) -> failure == null ? "ok" : "does not answer: " + failure.getMessage())
        .toCompletableFuture()
        .completeOnTimeout("does not answer within 2 s", 2, TimeUnit.SECONDS);
  }
}

package io.roomfleet.api.region;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The orchestrator's cluster as the answering node sees it.
 *
 * @param leader address of the leader, null while there is none
 * @param unreachable addresses of members that this node's failure detectors miss
 * @param cassandra {@code up} or what is wrong with it
 */
public record ClusterView(
    String self,
    String version,
    @Nullable String leader,
    List<Member> members,
    List<String> unreachable,
    String cassandra,
    Instant asOf) {

  /** One node; {@code status} in Pekko's words: Joining, Up, Leaving, Exiting, Down. */
  public record Member(String address, String status, List<String> roles) {}
}

package io.roomfleet.orchestrator.cohost.desk;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.cohost.PkPoolEntry;
import io.roomfleet.orchestrator.cohost.pool.PkPool;
import io.roomfleet.orchestrator.cohost.pool.PoolView;
import io.roomfleet.orchestrator.platform.ClusterMessage;

/** What the pool answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PoolReply.Shown.class, name = "shown"),
  @JsonSubTypes.Type(value = PoolReply.Listed.class, name = "listed"),
  @JsonSubTypes.Type(value = PoolReply.Refused.class, name = "refused")
})
public sealed interface PoolReply extends ClusterMessage {
  /** A room, as it is then. */
  record Shown(PkPoolEntry entry) implements PoolReply {}

  record Listed(PoolView.Page page) implements PoolReply {}

  record Refused(PkPool.Code code, String detail) implements PoolReply {}
}

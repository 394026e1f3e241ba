package io.roomfleet.orchestrator.telemetry;

import io.roomfleet.api.agent.AgentMessage;

/**
 * Takes what agents say of quality: their load, their viewers, their lines, their encoders.
 *
 * <p>It is called on the actor of the agent's session, on the node that took that, and must not
 * block. Windows of an audience may come twice, when a session broke off, and up to a minute late:
 * {@link io.roomfleet.api.agent.AudienceWindow} says by what they are numbered.
 */
@FunctionalInterface
public interface QualitySink {
  /** Takes nothing. */
  QualitySink NONE = (agentId, region, beat) -> {};

  /**
   * An agent beat.
   *
   * @param beat with its load, or at least one of its parts on quality
   */
  void heard(String agentId, String region, AgentMessage.Heartbeat beat);

  /** Tells another one too. */
  default QualitySink and(QualitySink other) {
    return (agentId, region, beat) -> {
      heard(agentId, region, beat);
      other.heard(agentId, region, beat);
    };
  }
}

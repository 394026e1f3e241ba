package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.agent.EncoderQuality;
import io.roomfleet.api.agent.LineQuality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent said of one room in a beat, without what alerts do not need.
 *
 * @param busy part of its machine that is busy; null when it did not say
 */
public record Heard(
    String agentId,
    String region,
    @Nullable Double busy,
    List<Viewers> viewers,
    List<LineQuality> lines,
    List<Encoder> encoders) {

  /**
   * Viewers of a sub-room in a second.
   *
   * @param second since 1970
   * @param joinMillis 95th percentile of those who joined; null when nobody did
   * @param latencyMillis how old the newest picture was that they could have; null while unknown
   */
  public record Viewers(
      String subRoomId,
      long second,
      int viewers,
      long measuredMillis,
      long stalledMillis,
      int joins,
      @Nullable Double joinMillis,
      @Nullable Integer latencyMillis) {}

  /** The encoder of a sub-room's ladder. */
  public record Encoder(String subRoomId, EncoderQuality quality) {}
}

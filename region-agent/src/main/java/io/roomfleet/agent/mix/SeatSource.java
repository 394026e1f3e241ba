package io.roomfleet.agent.mix;

import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.relay.LineKey;
import io.roomfleet.api.agent.StageState.WebRtcQuality;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The seats whose people come by WebRTC. On the loop. */
public interface SeatSource {
  /** A seat's hub; empty when it is no seat of this kind. */
  Optional<RelayHub> hub(LineKey seat);

  /** Why nothing comes; null when nothing is in the way. */
  @Nullable String trouble(LineKey seat);

  /** How it comes; null while that is not known. */
  @Nullable WebRtcQuality quality(LineKey seat);
}

package io.roomfleet.orchestrator.telemetry.viewing;

import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.telemetry.QualitySink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Passes what agents say of viewers to the books of their sub-rooms.
 *
 * @param books sends to the book of {@code roomId/subRoomId}
 */
public record ViewingSink(BiConsumer<String, ViewingCommand> books) implements QualitySink {
  @Override
  public void heard(String agentId, String region, AgentMessage.Heartbeat beat) {
    if (beat.audience() == null) {
      return;
    }
    Map<String, List<AudienceWindow>> bySubRoom = new LinkedHashMap<>();
    for (AudienceWindow window : beat.audience()) {
      String key = Ids.subRoomKey(window.roomId(), window.subRoomId());
      bySubRoom.computeIfAbsent(key, k -> new ArrayList<>()).add(window);
    }
    bySubRoom.forEach(
        (key, windows) -> books.accept(key, new ViewingCommand.Seen(agentId, windows)));
  }
}

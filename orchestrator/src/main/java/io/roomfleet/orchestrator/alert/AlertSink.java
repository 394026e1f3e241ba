package io.roomfleet.orchestrator.alert;

import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.api.agent.EncoderQuality;
import io.roomfleet.api.agent.LineQuality;
import io.roomfleet.orchestrator.telemetry.QualitySink;
import io.roomfleet.sketch.Percentiles;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes what agents say to the alerts of the rooms that it is of, and how busy they are to those
 * of the fleet.
 *
 * @param books sends to the alerts of a room, or of the fleet
 */
public record AlertSink(BiConsumer<String, AlertCommand> books) implements QualitySink {
  private static final String TRANSCODE = "transcode/";

  private static final class Words {
    private final List<Heard.Viewers> viewers = new ArrayList<>();
    private final List<LineQuality> lines = new ArrayList<>();
    private final List<Heard.Encoder> encoders = new ArrayList<>();
  }

  @Override
  public void heard(String agentId, String region, AgentMessage.Heartbeat beat) {
    Map<String, Words> rooms = new LinkedHashMap<>();
    if (beat.audience() != null) {
      for (AudienceWindow window : beat.audience()) {
        of(rooms, window.roomId()).viewers.add(viewers(window));
      }
    }
    if (beat.lineQuality() != null) {
      beat.lineQuality().forEach(line -> of(rooms, line.roomId()).lines.add(line));
    }
    if (beat.encoderQuality() != null) {
      beat.encoderQuality().forEach(encoder -> encoder(rooms, encoder));
    }
    Double busy = beat.load() == null ? null : beat.load().machineCpu();
    rooms.forEach(
        (roomId, words) ->
            books.accept(
                roomId,
                new AlertCommand.Told(
                    new Heard(agentId, region, busy, words.viewers, words.lines, words.encoders))));
    if (busy != null) {
      books.accept(
          AlertBook.FLEET,
          new AlertCommand.Told(new Heard(agentId, region, busy, List.of(), List.of(), List.of())));
    }
  }

  private static Words of(Map<String, Words> rooms, String roomId) {
    return rooms.computeIfAbsent(roomId, id -> new Words());
  }

  /** An encoder's assignment is named {@code transcode/<roomId>/<subRoomId>}. */
  private static void encoder(Map<String, Words> rooms, EncoderQuality encoder) {
    String id = encoder.assignmentId();
    int slash = id.lastIndexOf('/');
    if (id.startsWith(TRANSCODE) && slash > TRANSCODE.length()) {
      of(rooms, id.substring(TRANSCODE.length(), slash))
          .encoders
          .add(new Heard.Encoder(id.substring(slash + 1), encoder));
    }
  }

  private static Heard.Viewers viewers(AudienceWindow window) {
    return new Heard.Viewers(
        window.subRoomId(),
        window.windowStart(),
        window.viewers(),
        window.measuredMillis(),
        window.stalledMillis(),
        window.joins(),
        joinMillis(window.joinMillis()),
        window.latencyMillis());
  }

  /** What cannot be read is the books' of viewers to complain about. */
  private static @Nullable Double joinMillis(@Nullable String sketch) {
    if (sketch == null) {
      return null;
    }
    try {
      Percentiles read = Percentiles.decode(Base64.getDecoder().decode(sketch));
      return read.count() == 0 ? null : (Double) read.quantile(0.95);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

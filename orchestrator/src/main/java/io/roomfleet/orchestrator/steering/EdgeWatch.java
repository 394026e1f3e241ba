package io.roomfleet.orchestrator.steering;

import io.roomfleet.api.agent.AgentMessage;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.api.agent.EncoderQuality;
import io.roomfleet.api.agent.Load;
import io.roomfleet.orchestrator.platform.Ids;
import io.roomfleet.orchestrator.steering.RouteWord.EdgeTold;
import io.roomfleet.orchestrator.telemetry.QualitySink;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges the edges whose sessions this node has, by what their agents measure, and tells all nodes.
 * One node judges an agent, so that all give the same answers.
 */
public final class EdgeWatch implements QualitySink {
  private static final String TRANSCODE = "transcode/";

  /** How often it is told at least, milliseconds. */
  private static final long AGAIN = 5_000;

  /** A session that was silent for so long has gone to another node, or its agent has ended. */
  private static final long GONE = 60_000;

  private final RouteTable table;
  private final SteeringSettings settings;
  private final InstantSource clock;
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();
  private volatile long swept;

  public EdgeWatch(RouteTable table, SteeringSettings settings, InstantSource clock) {
    this.table = table;
    this.settings = settings;
    this.clock = clock;
  }

  /** One agent; of one session's actor. */
  private static final class Watched {
    private final EdgeGauge gauge;
    private final Map<String, Audience> audiences = new HashMap<>();
    private Map<String, Long> breaks = Map.of();
    private @Nullable EdgeTold told;
    private volatile long heardAt;

    Watched(EdgeGauge gauge) {
      this.gauge = gauge;
    }

    /**
     * Whether a sub-room has had viewers here for so long, milliseconds. Those who come to the
     * first segments of a ladder wait for the next ones, at a sound edge too.
     */
    boolean isSettled(AudienceWindow window, long after, long now) {
      String key = Ids.subRoomKey(window.roomId(), window.subRoomId());
      long since = audiences.containsKey(key) ? audiences.get(key).since() : now;
      audiences.put(key, new Audience(since, now));
      return now - since >= after;
    }

    void forgetAudiences(long now) {
      audiences.values().removeIf(each -> now - each.last() > GONE);
    }
  }

  /** Since when a sub-room has viewers at an edge, and when they were last heard of. */
  private record Audience(long since, long last) {}

  @Override
  public void heard(String agentId, String region, AgentMessage.Heartbeat beat) {
    long now = clock.millis();
    Watched edge = watched.computeIfAbsent(agentId, id -> begin(id, now));
    synchronized (edge) {
      if (beat.encoderQuality() != null) {
        edge.breaks = breaks(beat.encoderQuality());
      }
      Load load = beat.load();
      if (load != null) {
        edge.gauge.take(sample(agentId, edge, load, beat.audience(), now));
        tell(agentId, edge, now);
      }
      edge.heardAt = now;
    }
    sweep(now);
  }

  /** Goes on with what the node before has told. */
  private Watched begin(String agentId, long now) {
    EdgeTold before = table.told(agentId);
    return new Watched(
        before != null && now - before.at() < GONE
            ? new EdgeGauge(settings.edges(), before.shed(), before.reason())
            : new EdgeGauge(settings.edges(), 0, null));
  }

  private EdgeGauge.Sample sample(
      String agentId, Watched edge, Load load, @Nullable List<AudienceWindow> windows, long now) {
    double egress = table.egressMbps(agentId);
    long measured = 0;
    long stalled = 0;
    for (AudienceWindow window : windows == null ? List.<AudienceWindow>of() : windows) {
      if (edge.isSettled(window, settings.settle().toMillis(), now)) {
        measured += window.measuredMillis();
        stalled += window.stalledMillis();
      }
    }
    edge.forgetAudiences(now);
    return new EdgeGauge.Sample(
        now,
        egress > 0 ? load.egressMbps() / egress : 0,
        load.segmentsSent(),
        load.segmentsSlow(),
        measured,
        stalled);
  }

  private void tell(String agentId, Watched edge, long now) {
    EdgeGauge gauge = edge.gauge;
    EdgeTold next =
        new EdgeTold(agentId, now, round(gauge.load()), gauge.shed(), gauge.reason(), edge.breaks);
    EdgeTold last = edge.told;
    boolean same =
        last != null
            && Math.abs(last.load() - next.load()) < 0.05
            && last.shed() == next.shed()
            && Objects.equals(last.reason(), next.reason())
            && last.breaks().equals(next.breaks());
    if (last == null || !same || now - last.at() >= AGAIN) {
      edge.told = next;
      table.publish(next);
    }
  }

  private static double round(double load) {
    return Math.round(load * 1000) / 1000.0;
  }

  private static Map<String, Long> breaks(List<EncoderQuality> encoders) {
    Map<String, Long> breaks = new HashMap<>();
    for (EncoderQuality encoder : encoders) {
      if (encoder.breaks() > 0 && encoder.assignmentId().startsWith(TRANSCODE)) {
        breaks.put(encoder.assignmentId().substring(TRANSCODE.length()), encoder.breaks());
      }
    }
    return Map.copyOf(breaks);
  }

  private void sweep(long now) {
    if (now - swept > GONE) {
      swept = now;
      watched.values().removeIf(edge -> now - edge.heardAt > GONE);
    }
  }
}

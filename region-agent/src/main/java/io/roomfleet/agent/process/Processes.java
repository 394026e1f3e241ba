package io.roomfleet.agent.process;

import io.roomfleet.agent.ffmpeg.Ffmpeg;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where supervisors come from, and what they share. */
public final class Processes {
  private final EventLoop loop;
  private final Guardian guardian;
  private final Ffmpeg ffmpeg;
  private final Timing timing;
  private final Set<Supervisor> supervisors = ConcurrentHashMap.newKeySet();

  /**
   * When a supervisor does what.
   *
   * @param firstBackoff wait after a first failure
   * @param longestBackoff limit of the waits
   * @param healthyAfter a run that lasted this long was a good one
   * @param killAfter from SIGTERM to SIGKILL
   */
  public record Timing(
      Duration firstBackoff, Duration longestBackoff, Duration healthyAfter, Duration killAfter) {
    /** For production. */
    public static final Timing DEFAULT =
        new Timing(
            Duration.ofMillis(500),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2));
  }

  public Processes(EventLoop loop, Guardian guardian, Ffmpeg ffmpeg, Timing timing) {
    this.loop = loop;
    this.guardian = guardian;
    this.ffmpeg = ffmpeg;
    this.timing = timing;
  }

  /** Starts to keep {@code work} running; on the loop. */
  public Supervisor supervise(String name, Work work) {
    Supervisor supervisor = new Supervisor(name, work, this);
    supervisors.add(supervisor);
    // On the next turn, so that the caller has the supervisor before the first call back.
    loop.execute(supervisor::start);
    return supervisor;
  }

  /** Process ids of what runs now; on the loop. */
  public List<Long> pids() {
    return supervisors.stream().map(s -> s.status().pid()).filter(Objects::nonNull).toList();
  }

  void gone(Supervisor supervisor) {
    supervisors.remove(supervisor);
  }

  /** All that is not stopped; on the loop. */
  public List<Supervisor> all() {
    return new ArrayList<>(supervisors);
  }

  public EventLoop loop() {
    return loop;
  }

  public Ffmpeg ffmpeg() {
    return ffmpeg;
  }

  Guardian guardian() {
    return guardian;
  }

  Timing timing() {
    return timing;
  }
}

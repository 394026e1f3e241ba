package io.roomfleet.orchestrator.alert.rule;

/** What rules look at. The unit of a value, and what its weight counts, stand at each. */
public enum Metric {
  /** Part of the measured time in which buffers starved, 0 to 1; weight: seconds measured. */
  STALL_RATIO("%"),
  /** 95th percentile, seconds; weight: how many joined. */
  JOIN_TIME("s"),
  /** From the camera to what can be played, seconds. */
  LATENCY("s"),
  /** How far sound and picture are apart, either way, seconds. */
  AV_OFFSET("s"),
  /** Part of the packets that did not come from a person on stage in the last seconds, 0 to 1. */
  HOST_LOSS("%"),
  /** How unevenly packets come from a person on stage, milliseconds. */
  HOST_JITTER("ms"),
  /** From the stage to a person on it and back, milliseconds. */
  HOST_ROUND_TRIP("ms"),
  /** For how long there has been no sound, seconds. */
  SILENT("s"),
  /** For how long the picture has been black, seconds. */
  BLACK("s"),
  /** For how long the picture has stood still, seconds. */
  FROZEN("s"),
  /** For how long the line has not had its own video, seconds. */
  INPUT_LOST("s"),
  /** Part of its picture's time that a line did not bring in time in the last seconds, 0 to 1. */
  STARVED("%"),
  /** For how long a sub-room has played another line than its room by itself, seconds. */
  LINE_LEFT("s"),
  /** Viewers at this moment. */
  VIEWERS("viewers"),
  /** Comments that complain in ten seconds; weight: all comments. */
  COMPLAINTS("%"),
  /** Orders in ten seconds; weight: viewers who could have ordered. */
  ORDERS("%"),
  /** Part of the agent's machine that is busy, 0 to 1. */
  AGENT_BUSY("%"),
  /** Part of the last seconds in which a line brought nothing at an agent, 0 to 1. */
  LINE_GAPS("%"),
  /** How much slower than real time an encoder is, 0 to 1. */
  ENCODER_BEHIND("%");

  private final String unit;

  Metric(String unit) {
    this.unit = unit;
  }

  /** Of a threshold, in words. */
  String unit() {
    return unit.equals("%") ? "part" : unit;
  }

  /** A value as people say it. */
  public String inWords(double value) {
    return unit.equals("%")
        ? String.format(java.util.Locale.ROOT, "%.1f %%", 100 * value)
        : unit.equals("s")
            ? String.format(java.util.Locale.ROOT, "%.1f s", value)
            : String.format(java.util.Locale.ROOT, "%.0f %s", value, unit);
  }
}

package io.roomfleet.agent.audience;

import io.roomfleet.api.agent.AudienceWindow.RenditionShare;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What viewers watch, by the rendition's label. */
final class RenditionTallies {
  /** No ladder has so many. */
  private static final int MOST = 16;

  /** Stands for all labels beyond those. */
  private static final String OTHERS = "";

  private final Map<String, Tally> tallies = new TreeMap<>();

  private static final class Tally {
    private int viewers;
    private int segments;
    private int withBitrate;
    private long bitrates;
  }

  /**
   * A segment is asked for.
   *
   * @param before what the same viewer watched until now; null when it is a new one
   * @param bitrateKbps that the player says it has; null when it says nothing of it
   * @return under which label the viewer is counted
   */
  String segment(String label, @Nullable String before, @Nullable Integer bitrateKbps) {
    String taken = tallies.containsKey(label) || tallies.size() < MOST - 1 ? label : OTHERS;
    Tally tally = tallies.computeIfAbsent(taken, l -> new Tally());
    tally.segments++;
    if (bitrateKbps != null) {
      tally.withBitrate++;
      tally.bitrates += bitrateKbps;
    }
    if (!taken.equals(before)) {
      left(before);
      tally.viewers++;
    }
    return taken;
  }

  /** A viewer is gone, or watches another one. */
  void left(@Nullable String label) {
    Tally tally = label == null ? null : tallies.get(label);
    if (tally != null) {
      tally.viewers--;
    }
  }

  void nextWindow() {
    tallies.values().removeIf(tally -> tally.viewers == 0);
    for (Tally tally : tallies.values()) {
      tally.segments = 0;
      tally.withBitrate = 0;
      tally.bitrates = 0;
    }
  }

  List<RenditionShare> shares() {
    return tallies.entrySet().stream()
        .map(entry -> share(entry.getKey(), entry.getValue()))
        .filter(share -> share.viewers() > 0 || share.segments() > 0)
        .toList();
  }

  private static RenditionShare share(String label, Tally tally) {
    Integer bitrate =
        tally.withBitrate == 0
            ? null
            : Integer.valueOf((int) Math.round((double) tally.bitrates / tally.withBitrate));
    return new RenditionShare(label, tally.viewers, tally.segments, bitrate);
  }
}

package io.roomfleet.agent.ffmpeg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A command line of ffmpeg as it grows. */
final class Arguments {
  private final List<String> list = new ArrayList<>();

  /** A command line that begins as every one of the agent's does: no questions, no progress. */
  static Arguments of(Ffmpeg ffmpeg) {
    return new Arguments()
        .add(ffmpeg.ffmpeg().toString(), "-hide_banner", "-nostdin", "-nostats")
        .add("-loglevel", "warning");
  }

  Arguments add(String... words) {
    list.addAll(Arrays.asList(words));
    return this;
  }

  Arguments add(List<String> words) {
    list.addAll(words);
    return this;
  }

  List<String> list() {
    return List.copyOf(list);
  }
}

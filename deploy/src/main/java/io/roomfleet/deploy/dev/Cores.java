package io.roomfleet.deploy.dev;

import java.util.List;

/** What a fleet on this machine does differently where the processors are few. */
final class Cores {
  private static final int FEW = 4;

  private Cores() {}

  static boolean areFew() {
    return Runtime.getRuntime().availableProcessors() <= FEW;
  }

  /**
   * Where cores are few, nine programs that compile themselves for an hour's work take those cores
   * from the encoders in the first minutes: up to half of what a small fleet's agents used was
   * that. With the first compiler alone they are a little slower later.
   */
  static List<String> compilerFlags() {
    return areFew() ? List.of("-XX:TieredStopAtLevel=1") : List.of();
  }
}

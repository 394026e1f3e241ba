package io.roomfleet.orchestrator.cohost;

/** What a session is for: how many it is for, whether all must come, and whether they are seen. */
public enum CohostMode {
  /** Hosts of rooms, and viewers who come up, talk to each other. */
  COHOST(2, 9, false, true),
  /** Two to four teams of rooms compete. */
  PK(2, 9, true, true),
  /** Seats that are heard and not seen. */
  VOICE_CHAT(2, 9, false, false),
  /** Two, and nobody else. */
  ONE_TO_ONE(2, 2, true, true);

  static final int MOST_TEAMS = 4;

  private final int fewest;
  private final int most;
  private final boolean allMustCome;
  private final boolean video;

  CohostMode(int fewest, int most, boolean allMustCome, boolean video) {
    this.fewest = fewest;
    this.most = most;
    this.allMustCome = allMustCome;
    this.video = video;
  }

  /** Fewer than these are no session. */
  public int fewest() {
    return fewest;
  }

  /** How many may be in it, or on their way into it, at a time. */
  public int most() {
    return most;
  }

  /** True when it begins with all who are invited, or not at all. */
  public boolean allMustCome() {
    return allMustCome;
  }

  public boolean hasVideo() {
    return video;
  }
}

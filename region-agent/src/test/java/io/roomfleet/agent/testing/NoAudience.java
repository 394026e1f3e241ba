package io.roomfleet.agent.testing;

import io.roomfleet.agent.audience.AudienceSettings;
import io.roomfleet.agent.audience.Audiences;
import io.roomfleet.agent.audience.Countries;
import io.roomfleet.agent.http.Viewers;
import java.io.IOException;

/** For servers in whose tests nobody counts viewers. */
public final class NoAudience {
  private NoAudience() {}

  /** Viewers that are not counted. */
  public static Viewers viewers() {
    try {
      AudienceSettings off = new AudienceSettings(false, 1, false, "", null);
      return new Viewers(new Audiences(off, () -> 0), off, Countries.of(null));
    } catch (IOException e) {
      throw new AssertionError("no file is read", e);
    }
  }
}

package io.roomfleet.orchestrator.telemetry.beacon;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** Which sub-rooms there are, as far as this node knows without asking. */
public interface Markets {
  /** What is known of a sub-room. Ids may be any text of 1 to 64 characters. */
  Market find(String roomId, String subRoomId);

  /** Whether a region is configured. */
  boolean isRegion(String id);

  /** What is known of one sub-room. */
  record Market(Standing standing, String locale, ZoneId timeZone) {
    public static final Market NOT_ASKED = unknown(Standing.NOT_ASKED);
    public static final Market NO_ROOM = unknown(Standing.NO_ROOM);
    public static final Market NO_SUB_ROOM = unknown(Standing.NO_SUB_ROOM);

    /** One that there is. */
    public static Market known(String locale, ZoneId timeZone) {
      return new Market(Standing.KNOWN, locale, timeZone);
    }

    private static Market unknown(Standing standing) {
      return new Market(standing, "", ZoneOffset.UTC);
    }
  }

  /** Whether there is one. */
  enum Standing {
    KNOWN,
    NO_ROOM,
    NO_SUB_ROOM,
    /** It must be asked for, and the batch read again. */
    NOT_ASKED
  }
}

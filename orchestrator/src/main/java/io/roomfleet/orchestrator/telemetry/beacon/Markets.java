package io.roomfleet.orchestrator.telemetry.beacon;

/** Which sub-rooms there are, as far as this node knows without asking. */
public interface Markets {
  /** What is known of a sub-room. Ids may be any text of 1 to 64 characters. */
  Market find(String roomId, String subRoomId);

  /** What is known of one sub-room. */
  record Market(Standing standing, String locale) {
    public static final Market NOT_ASKED = new Market(Standing.NOT_ASKED, "");
    public static final Market NO_ROOM = new Market(Standing.NO_ROOM, "");
    public static final Market NO_SUB_ROOM = new Market(Standing.NO_SUB_ROOM, "");

    /** One that there is. */
    public static Market known(String locale) {
      return new Market(Standing.KNOWN, locale);
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

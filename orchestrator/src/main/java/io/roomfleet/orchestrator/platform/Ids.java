package io.roomfleet.orchestrator.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Identifiers that Roomfleet makes. */
public final class Ids {
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

  private Ids() {}

  /**
   * The id of the room that a request creates: the same for the same request, so that a request
   * that is repeated after a crash finds the room it made.
   *
   * @return {@code room-} and 26 characters of {@code [a-z2-7]}, 130 bits of a SHA-256
   */
  public static String roomId(String requestId) {
    return idOf("room", requestId);
  }

  /** The id of the rebalance that a request begins, likewise: {@code rebalance-} and so on. */
  public static String rebalanceId(String requestId) {
    return idOf("rebalance", requestId);
  }

  /** The id of the co-host session that a request begins, likewise: {@code cohost-} and so on. */
  public static String cohostId(String requestId) {
    return idOf("cohost", requestId);
  }

  private static String idOf(String kind, String requestId) {
    byte[] hash = sha256(kind + "\n" + requestId);
    StringBuilder id = new StringBuilder(kind).append('-');
    for (int i = 0; i < 26; i++) {
      int bit = i * 5;
      int pair = (hash[bit / 8] & 0xff) << 8 | (hash[bit / 8 + 1] & 0xff);
      id.append(BASE32.charAt(pair >> (11 - bit % 8) & 31));
    }
    return id.toString();
  }

  /**
   * The key of a sub-room's actor, and of all that is stored for it: {@code <roomId>/<subRoomId>}.
   */
  public static String subRoomKey(String roomId, String subRoomId) {
    return roomId + "/" + subRoomId;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

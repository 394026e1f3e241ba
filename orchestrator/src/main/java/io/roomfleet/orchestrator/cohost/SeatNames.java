package io.roomfleet.orchestrator.cohost;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Seats as agents name them, and the hashes of their tokens. */
final class SeatNames {
  /** What an agent takes as the name of a seat, unless it begins as those that are made here. */
  private static final Pattern PLAIN = Pattern.compile("(?!x-)[A-Za-z0-9_-]{1,64}");

  private static final int SHORT = 26;

  private SeatNames() {}

  /** The id itself where an agent takes it, else {@code x-} and what it hashes to. */
  static String of(String seatId) {
    return PLAIN.matcher(seatId).matches() ? seatId : "x-" + sha256(seatId).substring(0, SHORT);
  }

  /** 64 hex digits in lower case. */
  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

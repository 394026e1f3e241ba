package io.roomfleet.orchestrator.telemetry.beacon;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a viewer did. Codes stand in kept rows and never change their meaning. */
public enum BeaconKind {
  /** Saw the cover. */
  EXPOSURE(0),
  /** Tapped the cover. */
  CLICK(1),
  /** Came into the room. */
  ENTER(2),
  LEAVE(3),
  COMMENT(4),
  LIKE(5),
  SHARE(6),
  GIFT(7),
  PRODUCT_CLICK(8),
  ADD_TO_CART(9),
  ORDER(10),
  /** Waited so long for a region and back. Is never in a kept row: see {@link RoundTrip}. */
  LATENCY(11);

  private static final BeaconKind[] BY_CODE = values();

  private final int code;
  private final char[] word;

  BeaconKind(int code) {
    this.code = code;
    this.word = name().toLowerCase(java.util.Locale.ROOT).toCharArray();
  }

  int code() {
    return code;
  }

  /** As beacons name it, such as {@code product_click}. */
  public String word() {
    return new String(word);
  }

  /** The kind with this code, 0 to 31; null for one that a newer version keeps. */
  static @Nullable BeaconKind ofCode(int code) {
    return code < BY_CODE.length ? BY_CODE[code] : null;
  }

  /** The kind that these characters name; null for none. */
  static @Nullable BeaconKind ofWord(char[] text, int offset, int length) {
    for (BeaconKind kind : BY_CODE) {
      if (kind.word.length == length
          && kind.word[0] == text[offset]
          && Arrays.equals(kind.word, 0, length, text, offset, offset + length)) {
        return kind;
      }
    }
    return null;
  }

  /** All words, for people. */
  static String words() {
    return Arrays.stream(BY_CODE).map(BeaconKind::word).collect(Collectors.joining(", "));
  }
}

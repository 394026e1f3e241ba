package io.roomfleet.orchestrator.telemetry.beacon;

import org.jspecify.annotations.Nullable;

/**
 * Goes through kept rows, beacon by beacon, without making objects:
 *
 * <pre>{@code
 * while (cursor.next()) {
 *   count(cursor.kind(), cursor.at());
 * }
 * }</pre>
 *
 * <p>Beacons of a kind, and rows of a version, that a newer node keeps are passed over.
 */
public final class BeaconCursor {
  private final byte[] bytes;
  private int at;
  private int rowEnd;
  private long base;
  private @Nullable BeaconKind kind;
  private int flags;
  private long id;
  private long viewer;
  private long time;
  private int country;
  private long amount;
  private int currency;
  private long buyer;

  /**
   * @param bytes one or more rows
   */
  public BeaconCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Goes to the next beacon; false when there is none.
   *
   * @throws IllegalArgumentException when the bytes are no rows
   */
  public boolean next() {
    do {
      if (at >= rowEnd && !nextRow()) {
        return false;
      }
      read();
    } while (kind == null);
    return true;
  }

  private boolean nextRow() {
    while (at < bytes.length) {
      if (bytes.length - at < BeaconRow.HEAD) {
        throw new IllegalArgumentException("row at " + at + ": no head (expected: 17 bytes)");
      }
      byte version = bytes[at];
      base = (long) BeaconRow.LONG.get(bytes, at + 1);
      int length = (int) BeaconRow.INT.get(bytes, at + 13);
      at += BeaconRow.HEAD;
      if (length < 0 || length > bytes.length - at) {
        throw new IllegalArgumentException("row at " + at + ": " + length + " bytes missing");
      }
      rowEnd = at + length;
      if (version == BeaconRow.VERSION && length > 0) {
        return true;
      }
      at = rowEnd;
    }
    return false;
  }

  private void read() {
    kind = BeaconKind.ofCode(bytes[at]);
    flags = bytes[at + 1];
    id = (long) BeaconRow.LONG.get(bytes, at + 2);
    viewer = (long) BeaconRow.LONG.get(bytes, at + 10);
    at += 18;
    long zigzag = varint();
    time = base + (zigzag >>> 1 ^ -(zigzag & 1));
    country = 0;
    amount = 0;
    currency = 0;
    buyer = viewer;
    if ((flags & BeaconRow.COUNTRY) != 0) {
      country = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
      at += 2;
    }
    if ((flags & BeaconRow.AMOUNT) != 0) {
      amount = varint();
    }
    if ((flags & BeaconRow.CURRENCY) != 0) {
      currency = (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
      at += 3;
    }
    if ((flags & BeaconRow.BUYER) != 0) {
      buyer = (long) BeaconRow.LONG.get(bytes, at);
      at += 8;
    }
  }

  private long varint() {
    long value = 0;
    int shift = 0;
    byte next = bytes[at++];
    while (next < 0) {
      value |= (long) (next & 0x7f) << shift;
      shift += 7;
      next = bytes[at++];
    }
    return value | (long) next << shift;
  }

  public BeaconKind kind() {
    if (kind == null) {
      throw new IllegalStateException("before the first beacon");
    }
    return kind;
  }

  /** Hash of the beacon's id. */
  public long id() {
    return id;
  }

  /** Hash of the viewer's pseudonym. */
  public long viewer() {
    return viewer;
  }

  /** Milliseconds since 1970. */
  public long at() {
    return time;
  }

  /** Two letters in the low 16 bits; 0 for none. */
  public int country() {
    return country;
  }

  /** Ten-thousandths: of an order's currency, or of what a gift is worth. */
  public long amount() {
    return amount;
  }

  /** Three letters in the low 24 bits; 0 for none. */
  public int currency() {
    return currency;
  }

  /** Hash of the buyer's pseudonym; the viewer's when it was not named. */
  public long buyer() {
    return buyer;
  }

  /** True for an order of someone who has ordered before. */
  public boolean returning() {
    return (flags & BeaconRow.RETURNING) != 0;
  }

  /** True for a comment with words of complaint. */
  public boolean complaint() {
    return (flags & BeaconRow.COMPLAINT) != 0;
  }
}

package io.roomfleet.orchestrator.telemetry.beacon;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The beacons of one sub-room out of one batch, as bytes: a head (version, base time, how many, how
 * long) and then each beacon: its kind, what it has beside, the hashes of id and viewer, and its
 * time as a distance from the base. Some 20 bytes each. Rows that are put one after the other are a
 * row again; {@link BeaconCursor} reads them.
 */
final class BeaconRow {
  static final int HEAD = 17;
  static final byte VERSION = 1;
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  static final int COUNTRY = 1;
  static final int COMPLAINT = 2;
  static final int RETURNING = 4;
  static final int AMOUNT = 8;
  static final int CURRENCY = 16;
  static final int BUYER = 32;

  /** A beacon takes at most so much. */
  private static final int MOST = 64;

  private final long base;
  private byte[] bytes = new byte[1024];
  private int size = HEAD;
  private int count;

  /**
   * @param base milliseconds since 1970, near the beacons' own times
   */
  BeaconRow(long base) {
    this.base = base;
  }

  int count() {
    return count;
  }

  /** Adds a beacon that was found good. */
  void add(BeaconDraft draft, boolean complaint) {
    if (bytes.length - size < MOST) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    byte[] into = bytes;
    int at = size;
    int flags = draft.flags() | (complaint ? COMPLAINT : 0);
    into[at] = (byte) draft.kind().code();
    into[at + 1] = (byte) flags;
    LONG.set(into, at + 2, draft.id);
    LONG.set(into, at + 10, draft.viewer);
    at = varint(into, at + 18, zigzag(draft.at - base));
    if ((flags & COUNTRY) != 0) {
      into[at++] = (byte) (draft.country >> 8);
      into[at++] = (byte) draft.country;
    }
    if ((flags & AMOUNT) != 0) {
      at = varint(into, at, draft.amount);
    }
    if ((flags & CURRENCY) != 0) {
      into[at++] = (byte) (draft.currency >> 16);
      into[at++] = (byte) (draft.currency >> 8);
      into[at++] = (byte) draft.currency;
    }
    if ((flags & BUYER) != 0) {
      LONG.set(into, at, draft.buyer);
      at += 8;
    }
    size = at;
    count++;
  }

  /** The row; nothing may be added after it. */
  byte[] bytes() {
    bytes[0] = VERSION;
    LONG.set(bytes, 1, base);
    INT.set(bytes, 9, count);
    INT.set(bytes, 13, size - HEAD);
    return Arrays.copyOf(bytes, size);
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  private static int varint(byte[] into, int from, long value) {
    int at = from;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      into[at++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    into[at++] = (byte) rest;
    return at;
  }
}

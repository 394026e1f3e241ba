package io.roomfleet.agent.ts;

import java.util.Arrays;

/** As much of H.264 byte streams (annex B) as a relay must know. */
final class H264 {
  private static final int NAL_SLICE = 1;
  private static final int NAL_IDR = 5;
  private static final int NAL_SPS = 7;
  private static final int NAL_PPS = 8;
  private static final int NAL_AUD = 9;

  private byte[] parameterSets = {};

  /** Whether the first slice of the picture is of an IDR picture. */
  static boolean isIdr(byte[] data) {
    for (int i = nextNal(data, 0); i < data.length; i = nextNal(data, i)) {
      int type = data[i] & 0x1F;
      if (type >= NAL_SLICE && type <= NAL_IDR) {
        return type == NAL_IDR;
      }
    }
    return false;
  }

  /**
   * Makes a key picture decodable on its own: remembers SPS and PPS where it has them, and puts the
   * remembered ones in where it does not. After a change of input, a decoder would otherwise go on
   * with the parameter sets of the input before.
   */
  byte[] withParameterSets(byte[] data) {
    int insertAt = 0;
    int setsFrom = -1;
    int setsEnd = data.length;
    boolean hasSps = false;
    for (int i = nextNal(data, 0); i < data.length; i = nextNal(data, i)) {
      int type = data[i] & 0x1F;
      int start = startCode(data, i);
      if (type == NAL_SPS || type == NAL_PPS) {
        hasSps |= type == NAL_SPS;
        setsFrom = setsFrom < 0 ? start : setsFrom;
      } else if (setsFrom >= 0) {
        setsEnd = start;
        break;
      } else if (type != NAL_AUD) {
        insertAt = start;
        break;
      }
    }
    if (hasSps) {
      parameterSets = Arrays.copyOfRange(data, setsFrom, setsEnd);
      return data;
    }
    if (parameterSets.length == 0 || setsFrom >= 0) {
      return data;
    }
    byte[] whole = new byte[data.length + parameterSets.length];
    System.arraycopy(data, 0, whole, 0, insertAt);
    System.arraycopy(parameterSets, 0, whole, insertAt, parameterSets.length);
    System.arraycopy(
        data, insertAt, whole, insertAt + parameterSets.length, data.length - insertAt);
    return whole;
  }

  /** Index of the byte after the next start code, or the length when there is none. */
  private static int nextNal(byte[] b, int from) {
    for (int i = from; i + 3 < b.length; i++) {
      if (b[i] == 0 && b[i + 1] == 0 && b[i + 2] == 1) {
        return i + 3;
      }
    }
    return b.length;
  }

  private static int startCode(byte[] b, int nal) {
    return nal >= 4 && b[nal - 4] == 0 ? nal - 4 : nal - 3;
  }
}

package io.roomfleet.agent.ladder;

import java.io.ByteArrayOutputStream;

/**
 * What a sequence parameter set of H.264 says (ITU-T H.264, 7.3.2.1.1).
 *
 * @param codec as in RFC 6381, {@code avc1.PPCCLL}
 * @param width pixels shown
 * @param height pixels shown
 */
record Sps(String codec, int width, int height) {
  private static final int NAL_SPS = 7;

  /**
   * Finds and reads the first one in a byte stream (annex B).
   *
   * @throws IllegalArgumentException when there is none
   */
  static Sps in(byte[] data) {
    for (int i = 0; i + 4 < data.length; i++) {
      if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1 && (data[i + 3] & 0x1F) == NAL_SPS) {
        return read(data, i + 4);
      }
    }
    throw new IllegalArgumentException("no SPS in " + data.length + " bytes of picture");
  }

  private static Sps read(byte[] data, int from) {
    Bits bits = new Bits(payload(data, from));
    int profile = bits.read(8);
    int constraints = bits.read(8);
    int level = bits.read(8);
    bits.unsigned(); // seq_parameter_set_id
    int chroma = 1;
    if (hasChroma(profile)) {
      chroma = chroma(bits);
    }
    bits.unsigned(); // log2_max_frame_num_minus4
    pictureOrder(bits);
    bits.unsigned(); // max_num_ref_frames
    bits.read(1); // gaps_in_frame_num_value_allowed_flag
    int macroblocksWide = bits.unsigned() + 1;
    int mapUnitsHigh = bits.unsigned() + 1;
    int framesOnly = bits.read(1);
    if (framesOnly == 0) {
      bits.read(1); // mb_adaptive_frame_field_flag
    }
    bits.read(1); // direct_8x8_inference_flag
    int width = macroblocksWide * 16;
    int height = (2 - framesOnly) * mapUnitsHigh * 16;
    if (bits.read(1) == 1) { // frame_cropping_flag
      int unitX = chroma == 1 || chroma == 2 ? 2 : 1;
      int unitY = (chroma == 1 ? 2 : 1) * (2 - framesOnly);
      width -= (bits.unsigned() + bits.unsigned()) * unitX;
      height -= (bits.unsigned() + bits.unsigned()) * unitY;
    }
    return new Sps("avc1.%02X%02X%02X".formatted(profile, constraints, level), width, height);
  }

  private static boolean hasChroma(int profile) {
    return switch (profile) {
      case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
      default -> false;
    };
  }

  private static int chroma(Bits bits) {
    int chroma = bits.unsigned();
    if (chroma == 3) {
      bits.read(1); // separate_colour_plane_flag
    }
    bits.unsigned(); // bit_depth_luma_minus8
    bits.unsigned(); // bit_depth_chroma_minus8
    bits.read(1); // qpprime_y_zero_transform_bypass_flag
    if (bits.read(1) == 1) { // seq_scaling_matrix_present_flag
      for (int i = 0; i < (chroma == 3 ? 12 : 8); i++) {
        if (bits.read(1) == 1) {
          skipScalingList(bits, i < 6 ? 16 : 64);
        }
      }
    }
    return chroma;
  }

  private static void skipScalingList(Bits bits, int size) {
    int last = 8;
    int next = 8;
    for (int i = 0; i < size && next != 0; i++) {
      next = (last + bits.signed() + 256) % 256;
      last = next == 0 ? last : next;
    }
  }

  private static void pictureOrder(Bits bits) {
    int type = bits.unsigned();
    if (type == 0) {
      bits.unsigned(); // log2_max_pic_order_cnt_lsb_minus4
    } else if (type == 1) {
      bits.read(1); // delta_pic_order_always_zero_flag
      bits.signed(); // offset_for_non_ref_pic
      bits.signed(); // offset_for_top_to_bottom_field
      int frames = bits.unsigned();
      for (int i = 0; i < frames; i++) {
        bits.signed();
      }
    }
  }

  /** Without the bytes that keep start codes out of it, up to the next start code. */
  private static byte[] payload(byte[] data, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int zeros = 0;
    for (int i = from; i < data.length; i++) {
      int b = data[i] & 0xFF;
      if (zeros >= 2 && b == 3) {
        zeros = 0;
        continue;
      }
      if (zeros >= 2 && b == 1) {
        break;
      }
      zeros = b == 0 ? zeros + 1 : 0;
      out.write(b);
    }
    return out.toByteArray();
  }

  private static final class Bits {
    private final byte[] data;
    private int position;

    Bits(byte[] data) {
      this.data = data;
    }

    int read(int count) {
      int value = 0;
      for (int i = 0; i < count; i++, position++) {
        if (position >= data.length * 8) {
          throw new IllegalArgumentException("SPS ends too soon, after " + data.length + " bytes");
        }
        value = value << 1 | (data[position >> 3] >> (7 - (position & 7)) & 1);
      }
      return value;
    }

    /** ue(v): an Exp-Golomb code. */
    int unsigned() {
      int zeros = 0;
      while (read(1) == 0) {
        zeros++;
        if (zeros > 31) {
          throw new IllegalArgumentException("SPS: no number where one should be");
        }
      }
      return (int) ((1L << zeros) - 1 + (zeros == 0 ? 0 : read(zeros)));
    }

    /** se(v). */
    int signed() {
      int code = unsigned();
      return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
    }
  }
}

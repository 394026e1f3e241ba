package io.roomfleet.agent.ts;

/**
 * What a programme carries, in the words of its PMT.
 *
 * @param video stream type of the picture (0x1B is H.264), or {@link #NONE}
 * @param audio stream type of the sound (0x0F is AAC in ADTS frames), or {@link #NONE}
 * @param audioTag descriptor tag that names the codec where {@code audio} is 0x06 (private data),
 *     or {@link #NONE}
 */
public record StreamTypes(int video, int audio, int audioTag) {
  public static final int NONE = 0;
  public static final int H264 = 0x1B;
  public static final int AAC_ADTS = 0x0F;
  static final int PRIVATE = 0x06;
  static final int TAG_AC3 = 0x6A;
  static final int TAG_EAC3 = 0x7A;

  public StreamTypes(int video, int audio) {
    this(video, audio, NONE);
  }

  public boolean hasVideo() {
    return video != NONE;
  }

  public boolean hasAudio() {
    return audio != NONE;
  }

  static boolean isVideo(int type) {
    // MPEG-1, MPEG-2, MPEG-4 part 2, H.264, H.265, H.266
    return type == 0x01
        || type == 0x02
        || type == 0x10
        || type == H264
        || type == 0x24
        || type == 0x33;
  }

  static boolean isAudio(int type) {
    // MPEG-1 and MPEG-2 audio, AAC in ADTS, AAC in LATM, AC-3, E-AC-3
    return type == 0x03
        || type == 0x04
        || type == AAC_ADTS
        || type == 0x11
        || type == 0x81
        || type == 0x87;
  }
}

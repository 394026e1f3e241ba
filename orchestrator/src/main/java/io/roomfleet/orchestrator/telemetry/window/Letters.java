package io.roomfleet.orchestrator.telemetry.window;

/** Codes of two or three capital letters, packed eight bits each. */
final class Letters {
  private Letters() {}

  static String text(int packed, int letters) {
    char[] text = new char[letters];
    for (int i = 0; i < letters; i++) {
      text[i] = (char) (packed >> 8 * (letters - 1 - i) & 0xff);
    }
    return new String(text);
  }

  static int packed(String text) {
    int packed = 0;
    for (int i = 0; i < text.length(); i++) {
      packed = packed << 8 | text.charAt(i) & 0xff;
    }
    return packed;
  }
}

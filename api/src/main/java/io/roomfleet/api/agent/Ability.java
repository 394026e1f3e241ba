package io.roomfleet.api.agent;

/**
 * What an agent may declare that it can do, as text: the name of an {@link AssignmentKind}, or what
 * else an assignment may need of it. A newer agent may declare more than a control plane knows.
 */
public final class Ability {
  /** Browsers publish at it and play from it: MIX assignments may have seats of that kind. */
  public static final String WEBRTC = "webrtc";

  private Ability() {}

  /** Assignments of a kind: {@code RELAY}. */
  public static String of(AssignmentKind kind) {
    return kind.name();
  }

  /** Publishers of a protocol reach it: {@code listen:rtmp}. */
  public static String listen(String protocol) {
    return "listen:" + protocol;
  }

  /** It has an encoder, by ffmpeg's name of it: {@code encoder:h264_nvenc}. */
  public static String encoder(String name) {
    return "encoder:" + name;
  }
}

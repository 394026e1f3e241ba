package io.roomfleet.agent.session;

import io.roomfleet.agent.process.EventLoop;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The receiving end of one WebSocket: puts frames together and hands them to the loop. */
final class ControlSocket implements WebSocket.Listener {
  /** Far above a Desired of thousands of assignments. */
  private static final int LONGEST = 8 << 20;

  private final EventLoop loop;
  private final Consumer<String> message;
  private final Consumer<String> closed;
  private final StringBuilder parts = new StringBuilder();

  /**
   * @param message a whole text frame; on the loop
   * @param closed why there will be no more; on the loop, perhaps more than once
   */
  ControlSocket(EventLoop loop, Consumer<String> message, Consumer<String> closed) {
    this.loop = loop;
    this.message = message;
    this.closed = closed;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    parts.append(data);
    if (parts.length() > LONGEST) {
      socket.abort();
      loop.execute(() -> closed.accept("a message was longer than " + LONGEST + " characters"));
      return null;
    }
    if (last) {
      String text = parts.toString();
      parts.setLength(0);
      loop.execute(() -> message.accept(text));
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    String why = reason.isEmpty() ? "closed with code " + code : reason;
    loop.execute(() -> closed.accept(why));
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    loop.execute(() -> closed.accept(String.valueOf(error)));
  }
}

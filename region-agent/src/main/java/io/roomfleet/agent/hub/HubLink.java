package io.roomfleet.agent.hub;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One hub's output as a live input of another hub. Safe for any thread. */
public final class HubLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HubLink.class);
  private static final int MOST_AT_ONCE = 256 << 10;

  private final ReaderSource.Registry from;
  private final LiveInput to;
  private final Executor carrier;
  private final ReaderQueue queue;
  private volatile boolean begun;
  private volatile boolean closed;

  HubLink(ReaderSource.Registry from, LiveInput to, Executor carrier) {
    this.from = from;
    this.to = to;
    this.carrier = carrier;
    this.queue = from.enter(this::wake);
    this.begun = true;
    wake();
  }

  private void wake() {
    if (!begun) {
      return;
    }
    try {
      carrier.execute(this::carry);
    } catch (RejectedExecutionException e) {
      closed = true; // The agent is stopping.
    }
  }

  private void carry() {
    try {
      carryAll();
    } catch (RuntimeException e) {
      log.error("a line is fed to its programme no more: {}", e.toString(), e);
      close();
    }
  }

  private void carryAll() {
    while (!closed) {
      ByteString next = queue.poll(MOST_AT_ONCE);
      if (next != null) {
        byte[] bytes = next.toArray();
        to.write(bytes, 0, bytes.length);
      } else {
        if (queue.drained()) {
          close();
        }
        return;
      }
    }
  }

  /** Whether it is on air in the other hub, or waits for that. */
  public boolean attached() {
    return !closed && to.attached();
  }

  /** Whether nothing comes through it any more. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    from.leave(queue);
    to.close();
  }
}

package io.roomfleet.agent.relay;

import io.roomfleet.agent.hub.LiveInput;
import io.roomfleet.agent.hub.RelayHub;
import io.roomfleet.agent.process.RunOutput;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the output of one run to the hub. The hub has a new input only when the first bytes are
 * there, so that an idle listener does not stand in another input's way.
 */
public final class HubInput implements RunOutput, AutoCloseable {
  /** What ffmpeg writes when a publisher names another stream than the one listened for. */
  private static final String WRONG_KEY = "Unexpected stream ";

  private final RelayHub hub;
  private final LongSupplier nanos;
  private final Runnable first;
  private final Runnable wrongKey;
  private @Nullable LiveInput input;
  private volatile long lastBytes;
  private volatile boolean flowing;
  private volatile boolean refused;
  private boolean filler;
  private boolean closed;

  /**
   * @param first called once, when bytes flow
   * @param wrongKey called when a publisher is to be turned away
   */
  HubInput(RelayHub hub, LongSupplier nanos, Runnable first, Runnable wrongKey) {
    this.hub = hub;
    this.nanos = nanos;
    this.first = first;
    this.wrongKey = wrongKey;
  }

  /** Of a program that no publisher speaks to. */
  public HubInput(RelayHub hub) {
    this(hub, System::nanoTime, () -> {}, () -> {});
  }

  @Override
  public synchronized void bytes(byte[] buffer, int length) {
    if (closed || refused) {
      return;
    }
    lastBytes = nanos.getAsLong();
    LiveInput to = input;
    if (to == null) {
      to = hub.attach();
      to.filler(filler);
      input = to;
      flowing = true;
      first.run();
    }
    to.write(buffer, 0, length);
  }

  @Override
  public void error(String line) {
    if (line.contains(WRONG_KEY) && !refused) {
      refused = true;
      wrongKey.run();
      close();
    }
  }

  /** Whether what comes stands in for the programme. */
  public synchronized void filler(boolean fills) {
    if (fills != filler) {
      filler = fills;
      if (input != null) {
        input.filler(fills);
      }
    }
  }

  /** Whether bytes have come in this run. */
  public boolean flowing() {
    return flowing;
  }

  /** Whether it is on air, or waits for that. */
  public synchronized boolean attached() {
    return input != null && input.attached();
  }

  /** Whether its publisher was turned away. */
  boolean refused() {
    return refused;
  }

  /** Whether bytes had come, and then none for {@code limit}. */
  public boolean silentFor(Duration limit) {
    return flowing && nanos.getAsLong() - lastBytes > limit.toNanos();
  }

  @Override
  public synchronized void close() {
    closed = true;
    flowing = false;
    if (input != null) {
      input.close();
      input = null;
    }
  }
}

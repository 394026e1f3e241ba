package io.roomfleet.agent.mix;

import io.roomfleet.agent.draw.Box;
import io.roomfleet.agent.draw.Frame;
import io.roomfleet.agent.draw.Painter;
import io.roomfleet.agent.draw.Stencil;
import io.roomfleet.agent.mkv.MkvWriter;
import io.roomfleet.agent.sound.Limiter;
import io.roomfleet.api.agent.Canvas;
import io.roomfleet.api.agent.PkBar;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the pictures and the sound of a mix, in time with the clock, on a thread of its own. When
 * it is late it leaves pictures out, and never sound.
 */
final class Mixer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Mixer.class);
  private static final long PICTURES_LEFT_OUT = Duration.ofMillis(150).toNanos();

  /** However late it is: an encoder without pictures writes nothing at all. */
  private static final int LEFT_OUT_IN_A_ROW = 4;

  private static final long SOUND_LEFT_OUT = Duration.ofSeconds(2).toNanos();

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long HZ = 48_000;

  private final Painter painter;
  private final Thread thread;
  private volatile Scene scene;
  private volatile @Nullable Outlet outlet;
  private volatile boolean closed;
  private final Limiter limiter = new Limiter();
  private Frame frame = Frame.black(2, 2);
  private @Nullable PkBar painted;
  private long paintedSeconds;
  private @Nullable Stencil bar;

  /** Where it goes: an encoder's stdin. For the mixer's own thread. */
  private static final class Outlet {
    private final OutputStream to;
    private final Canvas canvas;
    private long begun = -1;
    private boolean broken;

    Outlet(OutputStream to, Canvas canvas) {
      this.to = to;
      this.canvas = canvas;
    }
  }

  Mixer(String name, Scene scene, Painter painter) {
    this.scene = scene;
    this.painter = painter;
    this.thread = new Thread(this::run, "mixer-" + name);
    this.thread.setDaemon(true);
    this.thread.start();
  }

  /** What is to be shown from the next picture on. */
  void show(Scene next) {
    scene = next;
  }

  /** An encoder takes it from now on; the one before sees the end of its input. */
  void feed(OutputStream stdin, Canvas canvas) {
    outlet = new Outlet(stdin, canvas);
  }

  private void run() {
    Outlet to = null;
    int rate = scene.canvas().frameRate();
    long start = System.nanoTime();
    long slot = 0;
    int leftOut = 0;
    while (!closed) {
      if (to != outlet) {
        closeQuietly(to);
        to = outlet;
      }
      int wanted = to == null ? rate : to.canvas.frameRate();
      if (wanted != rate) {
        start += slot * SECOND / rate;
        slot = 0;
        rate = wanted;
      }
      long due = start + slot * SECOND / rate;
      long behind = System.nanoTime() - due;
      if (behind < 0) {
        LockSupport.parkNanos(this, -behind);
      } else {
        if (behind > SOUND_LEFT_OUT) {
          log.warn("{} is {} ms late, and leaves them out", thread.getName(), behind / 1_000_000);
          start += behind;
        }
        int samples = (int) ((slot + 1) * HZ / rate - slot * HZ / rate);
        boolean picture = behind <= PICTURES_LEFT_OUT || leftOut >= LEFT_OUT_IN_A_ROW;
        leftOut = picture ? 0 : leftOut + 1;
        mix(to, due, samples, picture);
        slot++;
      }
    }
    closeQuietly(to);
  }

  private void mix(@Nullable Outlet to, long at, int samples, boolean picture) {
    try {
      Scene now = scene;
      float[] sum = new float[2 * samples];
      for (Scene.View view : now.views()) {
        view.seat().sound(at, sum, view.muted());
      }
      byte[] pcm = limiter.pcm(sum);
      if (to != null && !to.broken) {
        write(to, now, at, picture, pcm);
      }
    } catch (IOException e) {
      log.debug("{}: its encoder has ended", thread.getName(), e);
      if (to != null) {
        to.broken = true; // The next one comes by feed().
      }
    } catch (RuntimeException e) {
      log.error("{}: a picture was left out", thread.getName(), e);
    }
  }

  private void write(Outlet to, Scene now, long at, boolean picture, byte[] pcm)
      throws IOException {
    if (to.begun < 0) {
      to.begun = at;
      to.to.write(MkvWriter.header(to.canvas.width(), to.canvas.height()));
    }
    long tenths = (at - to.begun) / 100_000;
    if (picture && now.canvas().equals(to.canvas)) {
      write(to, MkvWriter.VIDEO, tenths, picture(now, at));
    }
    write(to, MkvWriter.AUDIO, tenths, pcm);
    to.to.flush();
  }

  private static void write(Outlet to, int track, long tenths, byte[] data) throws IOException {
    to.to.write(MkvWriter.before(track, tenths, data.length));
    to.to.write(data);
  }

  private byte[] picture(Scene now, long at) {
    Canvas canvas = now.canvas();
    if (frame.width() != canvas.width() || frame.height() != canvas.height()) {
      frame = Frame.black(canvas.width(), canvas.height());
    }
    frame.clear();
    for (Scene.View view : now.views()) {
      Box box = view.box();
      if (box != null) {
        put(view, box, at);
      }
    }
    PkBar score = now.bar();
    if (score != null) {
      frame.lay(bar(score, canvas), 0, 0);
    }
    return frame.bytes();
  }

  private void put(Scene.View view, Box box, long at) {
    Frame shown = view.seat().picture(at);
    Stencil name = view.name();
    Stencil card = view.card();
    if (shown != null) {
      frame.put(shown, box);
      if (name != null) {
        frame.lay(name, box.x(), box.y() + box.height() - name.height() & ~1);
      }
    } else if (card != null) {
      frame.lay(card, box.x(), box.y());
    }
  }

  private Stencil bar(PkBar score, Canvas canvas) {
    Duration left = Duration.between(Instant.now(), score.endsAt());
    long seconds = Math.max(0, left.plusMillis(999).toSeconds());
    Stencil ready = bar;
    if (ready == null
        || !score.equals(painted)
        || seconds != paintedSeconds
        || ready.width() != canvas.width()) {
      ready = painter.bar(score, seconds, canvas.width(), canvas.height());
      bar = ready;
      painted = score;
      paintedSeconds = seconds;
    }
    return ready;
  }

  /** Ends its thread; the encoder sees the end of its input. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  /** Never but by the mixer's own thread: whoever closes waits for a write that is under way. */
  private static void closeQuietly(@Nullable Outlet outlet) {
    try {
      if (outlet != null) {
        outlet.to.close();
      }
    } catch (IOException e) {
      log.debug("Closing an encoder's input", e);
    }
  }
}

package io.roomfleet.agent.relay;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door in front of an RTMP listener.
 *
 * <p>ffmpeg takes the first connection that comes, whoever it is, and is away while it starts
 * again. The door is always open, sends away who does not speak RTMP (a port scanner, a health
 * check) or says nothing, waits for the listener when it is just starting, and lets one publisher
 * in at a time.
 */
final class RtmpGate implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RtmpGate.class);

  /** C0 and C1 of the handshake, by Adobe's specification: the version, then 1536 bytes. */
  private static final int HELLO = 1 + 1536;

  private static final int RTMP_VERSION = 3;
  private static final Duration HELLO_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LISTENER_WAIT = Duration.ofSeconds(4);
  private static final int WAITING = 16;

  private final ServerSocket door;
  private final InetAddress host;
  private final Semaphore waiting = new Semaphore(WAITING);
  private final AtomicReference<@Nullable Socket> publisher = new AtomicReference<>();
  private volatile int listener;
  private volatile boolean closed;

  /**
   * Opens it.
   *
   * @throws IOException when the port cannot be bound
   */
  RtmpGate(InetAddress host, int port) throws IOException {
    this.host = host;
    this.door = new ServerSocket();
    this.door.setReuseAddress(true);
    this.door.bind(new InetSocketAddress(host, port), 32);
    start("gate-" + port, this::accept);
  }

  /** From now on publishers go to the listener at {@code port} of the loopback. */
  void listenerAt(int port) {
    listener = port;
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = door.accept();
        if (waiting.tryAcquire()) {
          start(
              "gate-" + door.getLocalPort() + "-client",
              () -> {
                try {
                  admit(client);
                } finally {
                  waiting.release();
                }
              });
        } else {
          quietly(client);
        }
      } catch (IOException e) {
        if (!closed) {
          log.warn("Ingest port {}: {}", door.getLocalPort(), e.getMessage());
        }
      }
    }
  }

  private void admit(Socket client) {
    byte[] hello = new byte[HELLO];
    try {
      client.setTcpNoDelay(true);
      client.setSoTimeout((int) HELLO_TIMEOUT.toMillis());
      new DataInputStream(client.getInputStream()).readFully(hello);
      if (hello[0] != RTMP_VERSION) {
        throw new IOException("not an RTMP client");
      }
      client.setSoTimeout(0);
    } catch (IOException e) {
      log.debug("Ingest port {}: {} is sent away: {}", door.getLocalPort(), client, e.toString());
      quietly(client);
      return;
    }
    if (!publisher.compareAndSet(null, client)) {
      log.info("Ingest port {}: a second publisher is sent away", door.getLocalPort());
      quietly(client);
      return;
    }
    Socket inner = connect();
    if (inner == null) {
      log.warn("Ingest port {}: its listener does not answer", door.getLocalPort());
      leave(client, null);
      return;
    }
    join(client, inner, hello);
  }

  private @Nullable Socket connect() {
    long limit = System.nanoTime() + LISTENER_WAIT.toNanos();
    while (!closed && System.nanoTime() < limit) {
      Socket inner = new Socket();
      try {
        inner.setTcpNoDelay(true);
        inner.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener), 500);
        return inner;
      } catch (IOException e) {
        quietly(inner);
        try {
          Thread.sleep(30);
        } catch (InterruptedException interrupted) {
          return null;
        }
      }
    }
    return null;
  }

  private void join(Socket client, Socket inner, byte[] hello) {
    try {
      inner.getOutputStream().write(hello);
    } catch (IOException e) {
      leave(client, inner);
      return;
    }
    String name = "gate-" + door.getLocalPort();
    start(name + "-back", () -> pump(inner, client, inner));
    start(name + "-forth", () -> pump(client, client, inner));
  }

  /** Carries what {@code from} says to the other one, until either is gone. */
  private void pump(Socket from, Socket client, Socket inner) {
    Socket to = from.equals(client) ? inner : client;
    byte[] buffer = new byte[32 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int length;
      while ((length = in.read(buffer)) >= 0) {
        out.write(buffer, 0, length);
      }
    } catch (IOException e) {
      log.debug("Ingest port {}: {}", door.getLocalPort(), e.getMessage());
    } finally {
      leave(client, inner);
    }
  }

  private void leave(Socket client, @Nullable Socket inner) {
    quietly(client);
    if (inner != null) {
      quietly(inner);
    }
    publisher.compareAndSet(client, null);
  }

  @Override
  public void close() {
    closed = true;
    quietly(door);
    Socket inside = publisher.get();
    if (inside != null) {
      quietly(inside);
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void quietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      log.debug("Closing {}", closeable, e);
    }
  }
}

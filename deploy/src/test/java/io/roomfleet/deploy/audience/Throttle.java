package io.roomfleet.deploy.audience;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A narrow place in front of an edge: passes TCP connections on, and what comes back from the edge
 * no faster than it is told, all connections together. It stands for the edge's network card; its
 * own buffers are small, so that the edge feels it as it would feel that.
 */
public final class Throttle implements Closeable {
  private static final int BUFFER = 16 * 1024;
  private static final int PIECE = 4 * 1024;

  private final ServerSocket server;
  private final int target;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong passed = new AtomicLong();
  private volatile double bytesPerSecond = Double.MAX_VALUE;
  private long free;

  /**
   * @param target port on this machine that connections are passed on to
   */
  public Throttle(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Bytes that came from the edge. */
  public long passed() {
    return passed.get();
  }

  /** From now on. */
  public synchronized void limit(double newBytesPerSecond) {
    bytesPerSecond = newBytesPerSecond;
    free = System.nanoTime();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "throttle");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        client.setSendBufferSize(BUFFER);
        client.setTcpNoDelay(true);
        Socket edge = new Socket();
        edge.setReceiveBufferSize(BUFFER);
        edge.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        edge.setTcpNoDelay(true);
        open.add(client);
        open.add(edge);
        start(() -> copy(client, edge, false));
        start(() -> copy(edge, client, true));
      }
    } catch (IOException closed) {
      // The end of it.
    }
  }

  private void copy(Socket from, Socket to, boolean narrow) {
    byte[] buffer = new byte[PIECE];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (narrow) {
          passed.addAndGet(read);
          await(read);
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException broken) {
      // Both ends are closed.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private void await(int bytes) {
    long until;
    synchronized (this) {
      long now = System.nanoTime();
      free = Math.max(free, now) + (long) (bytes / bytesPerSecond * 1e9);
      until = free;
    }
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Closeable each : open) {
      each.close();
    }
  }
}

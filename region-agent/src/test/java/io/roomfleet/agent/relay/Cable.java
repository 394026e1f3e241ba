package io.roomfleet.agent.relay;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The way to a port on this machine, which can be cut, frozen and mended. */
final class Cable implements AutoCloseable {
  private static final InetAddress HOST = InetAddress.getLoopbackAddress();

  private final int target;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger opened = new AtomicInteger();
  private ServerSocket door;
  private volatile boolean frozen;

  Cable(int target) throws IOException {
    this.target = target;
    this.door = open(0);
    this.port = door.getLocalPort();
  }

  private ServerSocket open(int at) throws IOException {
    ServerSocket opening = new ServerSocket();
    opening.setReuseAddress(true);
    opening.bind(new InetSocketAddress(HOST, at));
    start(() -> accept(opening));
    return opening;
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket near = from.accept();
        opened.incrementAndGet();
        Socket far = new Socket(HOST, target);
        sockets.add(near);
        sockets.add(far);
        start(() -> pump(near, far));
        start(() -> pump(far, near));
      }
    } catch (IOException e) {
      // it was cut
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[16 << 10];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        while (frozen && !from.isClosed()) {
          LockSupport.parkNanos(10_000_000);
        }
        to.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException e) {
      // it was cut, or one end has left
    } finally {
      sockets.remove(from);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  /** How many connections there are, each with two ends. */
  int open() {
    return sockets.size();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** How often it was connected to, so far. */
  int opened() {
    return opened.get();
  }

  /** Whether nobody is connected now. */
  boolean idle() {
    return sockets.isEmpty();
  }

  /** All connections break, and there are no new ones. */
  void cut() throws IOException {
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** Nothing comes any more, and nobody is told. */
  void freeze() {
    frozen = true;
  }

  void mend() throws IOException {
    frozen = false;
    if (door.isClosed()) {
      door = open(port);
    }
  }

  @Override
  public void close() throws IOException {
    frozen = false;
    cut();
  }
}

package io.roomfleet.agent.testing;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Passes UDP between one client and one server both ways: each packet later by the same time, in
 * the order in which they came, and some not at all. The kernel has no netem.
 */
public final class UdpForwarder implements AutoCloseable {
  private static final int LARGEST = 2048;

  private final DatagramSocket toClient;
  private final DatagramSocket toServer;
  private final AtomicLong came = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile SocketAddress client;
  private volatile boolean closed;

  private record Late(byte[] packet, long due) {}

  /**
   * @param loss part of the packets that do not come, each way, 0 to 1
   * @param delayMillis each way
   * @param seed the same loses the same packets, by their numbers
   */
  public UdpForwarder(InetSocketAddress server, double loss, long delayMillis, long seed)
      throws IOException {
    toClient = new DatagramSocket();
    toServer = new DatagramSocket();
    Random seeds = new Random(seed);
    way(toClient, toServer, () -> server, true, new Loss(loss, seeds.nextLong()), delayMillis);
    way(toServer, toClient, () -> client, false, new Loss(loss, seeds.nextLong()), delayMillis);
  }

  private record Loss(double share, Random random) {
    Loss(double share, long seed) {
      this(share, new Random(seed));
    }

    boolean next() {
      return random.nextDouble() < share;
    }
  }

  private void way(
      DatagramSocket from,
      DatagramSocket to,
      Supplier<SocketAddress> target,
      boolean ofClient,
      Loss loss,
      long delayMillis) {
    BlockingQueue<Late> queue = new LinkedBlockingQueue<>();
    start(
        () -> {
          DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
          while (!closed) {
            packet.setLength(LARGEST);
            from.receive(packet);
            long due = System.nanoTime() + delayMillis * 1_000_000;
            if (ofClient) {
              client = packet.getSocketAddress();
            }
            came.incrementAndGet();
            if (loss.next()) {
              lost.incrementAndGet();
            } else {
              queue.add(new Late(Arrays.copyOf(packet.getData(), packet.getLength()), due));
            }
          }
        });
    start(
        () -> {
          while (!closed) {
            Late next = queue.take();
            for (long left = next.due() - System.nanoTime();
                left > 0;
                left = next.due() - System.nanoTime()) {
              LockSupport.parkNanos(left);
            }
            SocketAddress there = target.get();
            if (there != null) {
              to.send(new DatagramPacket(next.packet(), next.packet().length, there));
            }
          }
        });
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException e) {
                if (!closed) {
                  throw new IllegalStateException("a forwarder broke", e);
                }
              }
            },
            "udp-forwarder");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where the client sends to. */
  public int port() {
    return toClient.getLocalPort();
  }

  public long came() {
    return came.get();
  }

  public long lost() {
    return lost.get();
  }

  @Override
  public void close() {
    closed = true;
    toClient.close();
    toServer.close();
  }
}

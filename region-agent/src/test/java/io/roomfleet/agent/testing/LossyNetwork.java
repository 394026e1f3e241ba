package io.roomfleet.agent.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line between one browser and the agent, which loses packets and takes its time: a forwarder
 * for each connection, which the browser is told instead of where Janus is. What is lost follows
 * from the seed and the number of the packet.
 */
public final class LossyNetwork implements AutoCloseable {
  private static final Pattern CANDIDATE =
      Pattern.compile(
          "a=candidate:\\S+ 1 udp \\d+ ([0-9.]+) (\\d+) typ host.*", Pattern.CASE_INSENSITIVE);

  private final double loss;
  private final long delayMillis;
  private final Random seeds;
  private final List<UdpForwarder> forwarders = new ArrayList<>();

  /**
   * @param loss part of the packets that do not come, each way, 0 to 1
   * @param delayMillis each way
   */
  public LossyNetwork(double loss, long delayMillis, long seed) {
    this.loss = loss;
    this.delayMillis = delayMillis;
    this.seeds = new Random(seed);
  }

  /** What Janus is told of the browser: not where it is, so that all comes through here. */
  public String toJanus(String sdp) {
    StringBuilder told = new StringBuilder();
    sdp.lines()
        .filter(line -> !line.startsWith("a=candidate:"))
        .forEach(line -> told.append(line).append("\r\n"));
    return told.toString();
  }

  /** What the browser is told of Janus: a forwarder in its place, and no other candidates. */
  public synchronized String toBrowser(String sdp) throws IOException {
    UdpForwarder forwarder = null;
    StringBuilder told = new StringBuilder();
    String of = null;
    for (String line : sdp.lines().toList()) {
      if (line.startsWith("a=candidate:")) {
        Matcher candidate = CANDIDATE.matcher(line);
        if (!candidate.matches()) {
          continue;
        }
        String where = candidate.group(1) + " " + candidate.group(2);
        if (forwarder == null) {
          of = where;
          InetSocketAddress janus =
              new InetSocketAddress(candidate.group(1), Integer.parseInt(candidate.group(2)));
          forwarder = new UdpForwarder(janus, loss, delayMillis, seeds.nextLong());
          forwarders.add(forwarder);
        } else if (!where.equals(of)) {
          continue;
        }
        line = line.replace(where, candidate.group(1) + " " + forwarder.port());
      }
      told.append(line).append("\r\n");
    }
    if (forwarder == null) {
      throw new IOException("no candidate in " + sdp);
    }
    return told.toString();
  }

  /** Packets that came to its forwarders, and how many of them were lost, in words. */
  public synchronized String inWords() {
    long came = 0;
    long lost = 0;
    for (UdpForwarder forwarder : forwarders) {
      came += forwarder.came();
      lost += forwarder.lost();
    }
    return "%d of %d packets lost".formatted(lost, came);
  }

  @Override
  public synchronized void close() {
    forwarders.forEach(UdpForwarder::close);
  }
}

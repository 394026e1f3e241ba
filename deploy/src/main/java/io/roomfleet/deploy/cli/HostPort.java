package io.roomfleet.deploy.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An address such as {@code 127.0.0.1:9042} or {@code [::1]:9042}.
 *
 * @param host without the brackets of an IPv6 address
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
  /** For options. */
  public static final class Converter implements ITypeConverter<HostPort> {
    @Override
    public HostPort convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /**
   * @throws IllegalArgumentException when {@code text} is no {@code host:port}
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon > 0 && text.substring(colon + 1).matches("\\d{1,5}")) {
      int port = Integer.parseInt(text.substring(colon + 1));
      String host = text.substring(0, colon);
      if (host.startsWith("[") && host.endsWith("]")) {
        host = host.substring(1, host.length() - 1);
      }
      if (port >= 1 && port <= 65535 && !host.isEmpty()) {
        return new HostPort(host, port);
      }
    }
    throw new IllegalArgumentException("address: " + text + " (expected: host:port)");
  }
}

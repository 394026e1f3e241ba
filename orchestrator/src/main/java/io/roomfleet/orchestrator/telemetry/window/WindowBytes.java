package io.roomfleet.orchestrator.telemetry.window;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Windows as bytes, as they are kept. Measures and audiences stand under their codes, and what is
 * not known is passed over: nodes of two versions read each other's rows.
 */
public final class WindowBytes {
  private static final int VERSION = 1;

  private WindowBytes() {}

  /** As kept, with so many countries at most beside {@link CountryWindows#OTHER}. */
  public static byte[] of(CountryWindows windows, int mostCountries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      CountryWindows bounded = windows.bounded(mostCountries);
      out.writeByte(VERSION);
      write(out, bounded.whole());
      out.writeShort(bounded.countries().size());
      for (String country : bounded.countries()) {
        out.writeShort(Letters.packed(country));
        write(out, bounded.of(country));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when they are none
   */
  public static CountryWindows read(byte[] bytes) {
    CountryWindows windows = new CountryWindows();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("version: " + version + " (expected: " + VERSION + ")");
      }
      read(in, windows.whole());
      for (int countries = in.readUnsignedShort(); countries > 0; countries--) {
        read(in, windows.window(in.readUnsignedShort()));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("windows: " + bytes.length + " bytes that end early", e);
    }
    return windows;
  }

  private static void write(DataOutputStream out, Window window) throws IOException {
    int counted = 0;
    for (Measure measure : Measure.values()) {
      counted += window.count(measure) != 0 ? 1 : 0;
    }
    out.writeByte(counted);
    for (Measure measure : Measure.values()) {
      if (window.count(measure) != 0) {
        out.writeByte(measure.code());
        out.writeLong(window.count(measure));
      }
    }
    ByteArrayOutputStream audiences = new ByteArrayOutputStream();
    int[] seen = {0};
    window.audiences(
        (audience, uniques) -> {
          byte[] sketch = uniques.bytes();
          audiences.write(audience.code());
          audiences.write(sketch.length >> 8);
          audiences.write(sketch.length);
          audiences.writeBytes(sketch);
          seen[0]++;
        });
    out.writeByte(seen[0]);
    out.write(audiences.toByteArray());
    out.writeShort(window.sales().size());
    for (Map.Entry<String, Window.Sales> sales : window.sales().entrySet()) {
      int currency = Letters.packed(sales.getKey());
      out.writeByte(currency >> 16);
      out.writeShort(currency);
      out.writeLong(sales.getValue().orders());
      out.writeLong(sales.getValue().revenue());
    }
  }

  private static void read(DataInputStream in, Window window) throws IOException {
    for (int counted = in.readUnsignedByte(); counted > 0; counted--) {
      Measure measure = Measure.ofCode(in.readUnsignedByte());
      long value = in.readLong();
      if (measure != null) {
        window.count(measure, value);
      }
    }
    for (int seen = in.readUnsignedByte(); seen > 0; seen--) {
      Audience audience = Audience.ofCode(in.readUnsignedByte());
      byte[] sketch = in.readNBytes(in.readUnsignedShort());
      if (audience != null) {
        window.audience(audience, Uniques.of(sketch));
      }
    }
    for (int currencies = in.readUnsignedShort(); currencies > 0; currencies--) {
      int currency = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      window.sold(Letters.text(currency, 3), new Window.Sales(in.readLong(), in.readLong()));
    }
  }
}

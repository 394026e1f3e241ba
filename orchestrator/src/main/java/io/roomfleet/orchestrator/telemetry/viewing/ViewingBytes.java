package io.roomfleet.orchestrator.telemetry.viewing;

import io.roomfleet.sketch.Percentiles;
import io.roomfleet.sketch.Uniques;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A {@link Viewing} as bytes, as it is kept and told. Sums and spreads stand under their codes, and
 * what is not known is passed over: nodes of two versions read each other's rows.
 */
public final class ViewingBytes {
  private static final int VERSION = 1;

  private ViewingBytes() {}

  public static byte[] of(Viewing viewing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(viewing.seconds());
      out.writeLong(viewing.peak());
      out.writeByte(Tally.values().length);
      for (Tally tally : Tally.values()) {
        out.writeByte(tally.code());
        out.writeLong(viewing.sum(tally));
      }
      writeMaps(out, viewing);
      writeSketches(out, viewing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeMaps(DataOutputStream out, Viewing viewing) throws IOException {
    out.writeShort(viewing.renditions().size());
    for (Map.Entry<String, Viewing.Rendition> each : viewing.renditions().entrySet()) {
      out.writeUTF(each.getKey());
      out.writeLong(each.getValue().viewerSeconds());
      out.writeLong(each.getValue().segments());
      out.writeLong(each.getValue().kilobits());
      out.writeLong(each.getValue().rated());
    }
    out.writeShort(viewing.countries().size());
    for (Map.Entry<String, Long> each : viewing.countries().entrySet()) {
      out.writeUTF(each.getKey());
      out.writeLong(each.getValue());
    }
  }

  private static void writeSketches(DataOutputStream out, Viewing viewing) throws IOException {
    Uniques uniques = viewing.uniques();
    byte[] who = uniques == null ? new byte[0] : uniques.encode();
    out.writeInt(who.length);
    out.write(who);
    ByteArrayOutputStream spreads = new ByteArrayOutputStream();
    DataOutputStream each = new DataOutputStream(spreads);
    viewing.spreads(
        (spread, percentiles) -> {
          byte[] sketch = percentiles.encode();
          try {
            each.writeByte(spread.code());
            each.writeInt(sketch.length);
            each.write(sketch);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    out.write(spreads.toByteArray());
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when they are none
   */
  public static Viewing read(byte[] bytes) {
    Viewing viewing = new Viewing();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("version: " + version + " (expected: " + VERSION + ")");
      }
      viewing.known(in.readInt(), in.readLong());
      for (int sums = in.readUnsignedByte(); sums > 0; sums--) {
        Tally tally = Tally.ofCode(in.readUnsignedByte());
        long value = in.readLong();
        if (tally != null) {
          viewing.add(tally, value);
        }
      }
      readMaps(in, viewing);
      readSketches(in, viewing);
    } catch (IOException e) {
      throw new IllegalArgumentException("viewing: " + bytes.length + " bytes that end early", e);
    }
    return viewing;
  }

  private static void readMaps(DataInputStream in, Viewing viewing) throws IOException {
    for (int renditions = in.readUnsignedShort(); renditions > 0; renditions--) {
      String label = in.readUTF();
      viewing.add(
          label, new Viewing.Rendition(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }
    for (int countries = in.readUnsignedShort(); countries > 0; countries--) {
      viewing.addCountry(in.readUTF(), in.readLong());
    }
  }

  private static void readSketches(DataInputStream in, Viewing viewing) throws IOException {
    byte[] who = in.readNBytes(in.readInt());
    if (who.length > 0) {
      viewing.add(Uniques.decode(who));
    }
    for (int code = in.read(); code >= 0; code = in.read()) {
      Spread spread = Spread.ofCode(code);
      byte[] sketch = in.readNBytes(in.readInt());
      if (spread != null) {
        viewing.add(spread, Percentiles.decode(sketch));
      }
    }
  }
}

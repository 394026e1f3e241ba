package io.roomfleet.agent.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountriesTest {
  @TempDir Path folder;

  @Test
  void withoutADatabaseTheCdnIsBelievedWhenItSaysTwoLetters() throws Exception {
    Countries countries = Countries.of(null);
    InetAddress address = InetAddress.getByName("192.0.2.1");
    assertThat(countries.of(address, "DE")).isEqualTo("DE");
    assertThat(countries.of(null, " fr ")).isEqualTo("FR");
    for (String said : new String[] {null, "", "D", "DEU", "X1", "<>", "XX, DE"}) {
      assertThat(countries.of(address, said)).as("%s", said).isEqualTo("ZZ");
    }
  }

  @Test
  void aDatabaseIsAskedForTheAddressAndTheHeaderIsNotLookedAt() throws Exception {
    Path file = folder.resolve("countries.mmdb");
    Files.write(file, database(new int[] {81, 2, 69}, "GB"));
    Countries countries = Countries.of(file);
    assertThat(countries.of(InetAddress.getByName("81.2.69.142"), "DE")).isEqualTo("GB");
    assertThat(countries.of(InetAddress.getByName("81.2.70.1"), "DE")).isEqualTo("ZZ");
    assertThat(countries.of(InetAddress.getByName("2001:db8::1"), "DE")).isEqualTo("ZZ");
    assertThat(countries.of(null, "DE")).isEqualTo("ZZ");
  }

  @Test
  void aFileThatIsMissingOrNoDatabaseIsSaidByItsSetting() throws Exception {
    Path missing = folder.resolve("none.mmdb");
    assertThatThrownBy(() -> Countries.of(missing))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("ROOMFLEET_COUNTRY_DATABASE: " + missing)
        .hasMessageEndingWith("(expected: a MaxMind database of countries, .mmdb)");
    Path other = Files.writeString(folder.resolve("other.mmdb"), "no database");
    assertThatThrownBy(() -> Countries.of(other))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("ROOMFLEET_COUNTRY_DATABASE: " + other);
  }

  /** A database of one network of 24 bits, as MaxMind DB File Format 2.0 says it. */
  private static byte[] database(int[] network, String country) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int nodes = 24;
    int found = nodes + 16;
    for (int bit = 0; bit < nodes; bit++) {
      boolean one = (network[bit / 8] >> (7 - bit % 8) & 1) == 1;
      int next = bit == nodes - 1 ? found : bit + 1;
      three(out, one ? nodes : next);
      three(out, one ? next : nodes);
    }
    out.writeBytes(new byte[16]);
    map(out, 1);
    text(out, "country");
    map(out, 1);
    text(out, "iso_code");
    text(out, country);
    out.writeBytes(new byte[] {(byte) 0xAB, (byte) 0xCD, (byte) 0xEF});
    out.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    map(out, 9);
    number(out, "binary_format_major_version", 5, 2);
    number(out, "binary_format_minor_version", 5, 0);
    text(out, "build_epoch");
    out.writeBytes(new byte[] {0x01, 0x02, 0x01});
    text(out, "database_type");
    text(out, "Test-Country");
    text(out, "description");
    map(out, 0);
    number(out, "ip_version", 5, 4);
    text(out, "languages");
    out.writeBytes(new byte[] {0x00, 0x04});
    number(out, "node_count", 6, nodes);
    number(out, "record_size", 5, 24);
    return out.toByteArray();
  }

  private static void three(ByteArrayOutputStream out, int value) {
    out.writeBytes(new byte[] {(byte) (value >> 16), (byte) (value >> 8), (byte) value});
  }

  private static void map(ByteArrayOutputStream out, int entries) {
    out.write(7 << 5 | entries);
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.write(2 << 5 | text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void number(ByteArrayOutputStream out, String key, int type, int value) {
    text(out, key);
    out.write(type << 5 | 1);
    out.write(value);
  }
}

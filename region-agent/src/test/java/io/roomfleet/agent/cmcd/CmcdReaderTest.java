package io.roomfleet.agent.cmcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CmcdReaderTest {
  private static final String SID = "6e2fb550-c457-11e9-bb97-0800200c9a66";

  /** Most of them are the examples of CTA-5004, section 4. */
  static Stream<Arguments> queries() {
    return Stream.of(
        Arguments.of(
            "CMCD=bl%3D21300%2Csid%3D%226e2fb550-c457-11e9-bb97-0800200c9a66%22",
            new Cmcd(SID, null, 21300, null, false, null)),
        Arguments.of(
            "CMCD=br%3D3200%2Cbs%2Cd%3D4004%2Cmtp%3D25400%2Cnor%3D%22..%252F300kbps%252Ftrack.m4v%22"
                + "%2Cnrr%3D%2212323-48763%22%2Cot%3Dv%2Crtp%3D15000%2Csf%3Dh%2Csid%3D"
                + "%226e2fb550-c457-11e9-bb97-0800200c9a66%22%2Csu%2Ctb%3D6000",
            new Cmcd(SID, 3200, null, 25400, true, null)),
        Arguments.of("CMCD=bs", new Cmcd(null, null, null, null, true, null)),
        Arguments.of("CMCD=bs%2Csu", new Cmcd(null, null, null, null, true, null)),
        Arguments.of(
            "CMCD=d%3D4004%2Ccom.example-myNumericKey%3D500%2Ccom.example-myStringKey%3D%22my,%3Dval%22"
                + ",bl%3D0",
            new Cmcd(null, null, 0, null, false, null)),
        Arguments.of(
            "a=1&CMCD=mtp%3D100&CMCD=mtp%3D200", new Cmcd(null, null, null, 100, false, null)),
        Arguments.of("breaks=3&CMCD=bl=1,br=2", new Cmcd(null, 2, 1, null, false, null)),
        Arguments.of("", Cmcd.NONE),
        Arguments.of("CMCD", Cmcd.NONE),
        Arguments.of("CMCD=", Cmcd.NONE),
        Arguments.of("cmcd=bs", Cmcd.NONE),
        Arguments.of("XCMCD=bs", Cmcd.NONE),
        Arguments.of("CMCD=bs%", Cmcd.NONE),
        Arguments.of("CMCD=bl%3", Cmcd.NONE),
        Arguments.of("CMCD=bl%zz5,br=7", new Cmcd(null, 7, null, null, false, null)));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void aQuerySaysWhatThePlayerMeant(String query, Cmcd said) {
    assertThat(CmcdReader.inQuery(query)).isEqualTo(said);
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        // As headers, put together.
        Arguments.of(
            "br=3200,d=4004,ot=v,tb=6000,bl=21300,dl=18500,mtp=48100,su,rtp=12000,sid=\""
                + SID
                + "\"",
            new Cmcd(SID, 3200, 21300, 48100, false, null)),
        Arguments.of(" br = 5 , bs ", new Cmcd(null, 5, null, null, true, null)),
        Arguments.of(
            "sid=\"a,b=\\\"c\\\\\",bl=1", new Cmcd("a,b=\"c\\", null, 1, null, false, null)),
        Arguments.of("sid=plain", new Cmcd("plain", null, null, null, false, null)),
        Arguments.of("sid=\"\"", Cmcd.NONE),
        Arguments.of("sid=\"", Cmcd.NONE),
        Arguments.of("sid=\"never closed,bl=1", Cmcd.NONE),
        Arguments.of("sid=\"" + "x".repeat(65) + "\",bs", cmcdStarved()),
        Arguments.of("sid", Cmcd.NONE),
        Arguments.of("bl=-1,mtp=1e3,br=", Cmcd.NONE),
        Arguments.of("bl=12345678901", Cmcd.NONE),
        Arguments.of("bl=1500.75", new Cmcd(null, null, 1500, null, false, null)),
        Arguments.of("bl=\"5\"", Cmcd.NONE),
        Arguments.of("bs=false", Cmcd.NONE),
        Arguments.of("bs=?0", Cmcd.NONE),
        Arguments.of("bs=?1", cmcdStarved()),
        Arguments.of("bs=true", cmcdStarved()),
        // Version 2.
        Arguments.of(
            "br=(5000;v 128;a),bl=(3000;v,2000;a),bs,bsd=(400;v),e=t,ts=1700000000000,v=2",
            new Cmcd(null, 5000, 3000, null, true, 400)),
        Arguments.of("br=(5000;v 128;a,bs", new Cmcd(null, 5000, null, null, false, null)),
        Arguments.of("),bs", cmcdStarved()),
        Arguments.of(",,,=,=1,bs,", cmcdStarved()),
        Arguments.of("bl=1,bl=2", new Cmcd(null, null, 2, null, false, null)),
        Arguments.of("x".repeat(9_000) + ",bs", Cmcd.NONE));
  }

  private static Cmcd cmcdStarved() {
    return new Cmcd(null, null, null, null, true, null);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aListOfKeysSaysWhatThePlayerMeant(String text, Cmcd said) {
    assertThat(CmcdReader.read(text)).isEqualTo(said);
  }

  @Test
  void nothingThatComesMakesItThrow() {
    SplittableRandom random = new SplittableRandom(7);
    String alphabet = "blsidbrmtpbsd=,\"\\()%;? 0123456789.-\u00e9\u0000\uD83D";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "CMCD=" : "");
      int length = random.nextInt(60);
      for (int j = 0; j < length; j++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(CmcdReader.read(text.toString())).isNotNull();
      assertThat(CmcdReader.inQuery(text.toString())).isNotNull();
      assertThat(CmcdEvents.read(text.toString())).isNotNull();
      assertThat(CmcdEvents.read("[{\"" + text)).isEmpty();
    }
    assertThat(CmcdReader.inQuery("CMCD=" + "%22".repeat(1_000_000))).isEqualTo(Cmcd.NONE);
    assertThat(CmcdEvents.read("[".repeat(100_000))).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 2_000; i++) {
      Cmcd said =
          new Cmcd(
              Long.toString(random.nextLong(), 36) + "\",\\x",
              random.nextInt(100_000),
              random.nextInt(60_000),
              random.nextInt(1_000_000),
              random.nextBoolean(),
              random.nextInt(5_000));
      String text =
          "sid=\"%s\",br=%d,bl=%d,mtp=%d%s,bsd=%d"
              .formatted(
                  String.valueOf(said.sessionId()).replace("\\", "\\\\").replace("\"", "\\\""),
                  said.bitrateKbps(),
                  said.bufferMillis(),
                  said.throughputKbps(),
                  said.starved() ? ",bs" : "",
                  said.starvedMillis());
      assertThat(CmcdReader.read(text)).isEqualTo(said);
      String query = "CMCD=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
      assertThat(CmcdReader.inQuery(query)).isEqualTo(said);
    }
  }

  @Test
  void aBatchOfEventsIsALineEachOrJson() {
    Cmcd first = new Cmcd("s", null, 2000, null, false, null);
    Cmcd second = new Cmcd("s", 800, null, null, true, 250);
    assertThat(CmcdEvents.read("e=t,sid=\"s\",bl=2000\n\nbr=(800),sid=\"s\",bs,bsd=250\r\nv=2\n"))
        .containsExactly(first, second);
    assertThat(
            CmcdEvents.read(
                "[{\"e\":\"t\",\"sid\":\"s\",\"bl\":2000},7,{\"sid\":\"s\",\"br\":[800,64],\"bs\":true,"
                    + "\"bsd\":250},{\"bs\":false}]"))
        .containsExactly(first, second);
    assertThat(CmcdEvents.read("{\"sid\":\"s\",\"bl\":2000,\"x\":{\"y\":1}}"))
        .isEqualTo(List.of(first));
    assertThat(CmcdEvents.read("bs\n".repeat(500))).hasSize(CmcdEvents.MOST);
    assertThat(CmcdEvents.read("")).isEmpty();
  }
}

package io.roomfleet.orchestrator.telemetry.beacon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.orchestrator.telemetry.beacon.BeaconBatch.Share;
import io.roomfleet.orchestrator.telemetry.beacon.Markets.Market;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeaconReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-11T18:00:00.500Z");
  private static final Rules RULES = new Rules(Duration.ofMinutes(10), Duration.ofSeconds(30));
  private static final Complaints WORDS = new Complaints(Map.of("en", List.of("no sound")));
  private static final String GOOD =
      "{\"id\":\"1\",\"type\":\"like\",\"roomId\":\"r\",\"subRoomId\":\"de\","
          + "\"at\":\"2026-11-11T18:00:00Z\",\"viewer\":\"v\"}";

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final Markets MARKETS =
      new Markets() {
        @Override
        public Market find(String room, String subRoom) {
          return switch (room) {
            case "r" -> subRoom.equals("xx") ? Market.NO_SUB_ROOM : Market.known("en-GB", BERLIN);
            case "new" -> Market.NOT_ASKED;
            default -> Market.NO_ROOM;
          };
        }

        @Override
        public boolean isRegion(String id) {
          return id.equals("eu-west");
        }
      };

  private static BeaconBatch read(String body) throws BrokenBatch {
    return BeaconReader.read(
        body.getBytes(StandardCharsets.UTF_8), MARKETS, WORDS, RULES, NOW.toEpochMilli());
  }

  private static SentBeacon beacon(String type, int id) {
    return SentBeacon.of(type, "id-" + id, "r", "de", NOW.minusMillis(id * 37L), "viewer-" + id);
  }

  @Test
  void everythingOfABeaconIsThereAgain() throws Exception {
    SentBeacon order = beacon("order", 1).from("DE").ordering("1234.5678", "EUR", "buyer-1", true);
    SentBeacon comment = beacon("comment", 2).saying("There is NO  sound!");
    Share share = read(SentBeacon.array(List.of(order, comment))).shares().get(0);

    BeaconCursor cursor = new BeaconCursor(share.row());
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.kind()).isEqualTo(BeaconKind.ORDER);
    assertThat(cursor.at()).isEqualTo(order.at().toEpochMilli());
    assertThat(cursor.country()).isEqualTo('D' << 8 | 'E');
    assertThat(cursor.amount()).isEqualTo(12_345_678);
    assertThat(cursor.currency()).isEqualTo('E' << 16 | 'U' << 8 | 'R');
    assertThat(cursor.returning()).isTrue();
    assertThat(cursor.buyer()).isEqualTo(Hash64.of("buyer-1".toCharArray(), 0, 7));
    assertThat(cursor.viewer()).isEqualTo(Hash64.of("viewer-1".toCharArray(), 0, 8));
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.kind()).isEqualTo(BeaconKind.COMMENT);
    assertThat(cursor.complaint()).isTrue();
    assertThat(cursor.buyer()).isEqualTo(cursor.viewer());
    assertThat(cursor.next()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whatWasWrittenIsReadInSeededHistories(int seed) throws Exception {
    Random random = new Random(seed);
    List<SentBeacon> sent = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String kind = BeaconKind.values()[random.nextInt(10)].word();
      SentBeacon beacon = beacon(kind, random.nextInt(16_000));
      sent.add(random.nextBoolean() ? beacon.from("FR") : beacon);
    }
    for (String body : List.of(SentBeacon.array(sent), SentBeacon.lines(sent))) {
      BeaconBatch batch = read(body);
      assertThat(batch.accepted()).isEqualTo(500);
      BeaconCursor cursor = new BeaconCursor(batch.shares().get(0).row());
      for (SentBeacon beacon : sent) {
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.kind().word()).isEqualTo(beacon.type());
        assertThat(cursor.at()).isEqualTo(beacon.at().toEpochMilli());
        assertThat(cursor.country() != 0).isEqualTo(beacon.country() != null);
      }
    }
  }

  @Test
  void rowsOneAfterTheOtherAreARow() throws Exception {
    byte[] one = read("[" + GOOD + "]").shares().get(0).row();
    byte[] two = new byte[one.length * 2];
    System.arraycopy(one, 0, two, 0, one.length);
    System.arraycopy(one, 0, two, one.length, one.length);
    BeaconCursor cursor = new BeaconCursor(two);
    assertThat(List.of(cursor.next(), cursor.next(), cursor.next()))
        .containsExactly(true, true, false);
  }

  @Test
  void aBatchIsSortedBySubRoom() throws Exception {
    BeaconBatch batch =
        read(
            "[%s,%s,%s]"
                .formatted(GOOD, GOOD.replace("\"de\"", "\"fr\""), GOOD.replace("\"1\"", "\"2\"")));
    assertThat(batch.shares()).extracting(Share::subRoomId).containsExactly("de", "fr");
    assertThat(batch.shares()).extracting(Share::count).containsExactly(2, 1);
  }

  @Test
  void aMeasuredDistanceIsNoRowOfItsSubRoom() throws Exception {
    String latency =
        GOOD.replace("\"like\"", "\"latency\"")
            .replace("}", ",\"region\":\"eu-west\",\"value\":38.25}");
    BeaconBatch batch = read("[" + GOOD + "," + latency + "]");
    assertThat(batch.accepted()).isEqualTo(2);
    assertThat(batch.shares()).extracting(Share::count).containsExactly(1);
    assertThat(batch.roundTrips()).containsExactly(new RoundTrip("eu-west", BERLIN, 38.25));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        ",\"value\":38}|malformed|region: missing (expected: with each latency)",
        ",\"region\":\"eu-west\"}|malformed|value: missing (expected: with each latency)",
        ",\"region\":\"eu-west\",\"value\":0}|malformed|value: 0.0 (expected: milliseconds there and back, above 0, at most 2000)",
        ",\"region\":\"eu-west\",\"value\":2000.5}|malformed|value: 2000.5 (expected: milliseconds there and back, above 0, at most 2000)",
        ",\"region\":\"mars\",\"value\":38}|unknown_region|region: mars (expected: a configured region)",
      })
  void aDistanceThatCannotCountIsRejected(String end, String code, String message)
      throws Exception {
    BeaconBatch batch = read("[" + GOOD.replace("\"like\"", "\"latency\"").replace("}", end) + "]");
    assertThat(batch.roundTrips()).isEmpty();
    assertThat(batch.rejections()).containsExactly(new Rejection(0, code, message));
  }

  @Nested
  class Rejects {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '\0',
        value = {
          "\"like\" | \"nod\" | type: nod (expected: one of exposure, click",
          "\"id\":\"1\", | | id: missing (expected: with each like)",
          "\"1\" | \"\" | id:  (expected: a text of 1 to 64 characters)",
          "\"1\" | 17 | id: 17 (expected: a text of 1 to 64 characters)",
          "\"1\" | {\"a\":[]} | id: an object (expected: a text",
          "\"v\" | null | viewer: null (expected: a text",
          "2026-11-11T18 | 2026-11-31T18 | at: 2026-11-31T18:00:00Z (expected: an instant",
          "\"2026-11-11T18:00:00Z\" | 1762884000000 | at: 1762884000000 (expected: an instant",
          "\"viewer\" | \"country\":\"Germany\",\"viewer\" | country: Germany (expected: 2 capital",
          "\"viewer\" | \"country\":\"de\",\"viewer\" | country: de (expected: 2 capital letters)",
          "\"viewer\" | \"product\":\"\",\"viewer\" | product:  (expected: a text",
          "\"viewer\" | \"value\":-1,\"viewer\" | value: -1 (expected: a number, 0 to",
          "\"like\" | \"order\" | amount: missing (expected: with each order)",
        })
    void whatIsWrongWithItsValueAndWhatWasExpected(String what, String with, String message)
        throws Exception {
      String bad = GOOD.replace(what, with == null ? "" : with);
      BeaconBatch batch = read("[%s,%s]".formatted(GOOD, bad));
      assertThat(batch.accepted()).isEqualTo(1);
      assertThat(batch.rejections())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.index()).isEqualTo(1);
                assertThat(it.code()).isEqualTo("malformed");
                assertThat(it.message()).startsWith(message);
              });
    }

    @ParameterizedTest
    @CsvSource({
      "2026-11-11T17:50:00.500Z, ",
      "2026-11-11T17:50:00.499Z, too_late",
      "2026-11-11T18:00:30.500Z, ",
      "2026-11-11T18:00:30.501Z, in_the_future",
      "2026-11-11T19:00:00+01:00, ",
    })
    void whatIsTooLateOrInTheFutureToTheMillisecond(String at, String code) throws Exception {
      BeaconBatch batch = read("[" + GOOD.replace("2026-11-11T18:00:00Z", at) + "]");
      assertThat(batch.rejections())
          .extracting(Rejection::code)
          .isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void whatIsOfNoRoomAndOfNoSubRoom() throws Exception {
      BeaconBatch batch =
          read("[%s,%s]".formatted(GOOD.replace("\"r\"", "\"q\""), GOOD.replace("de", "xx")));
      assertThat(batch.rejections())
          .extracting(Rejection::code)
          .containsExactly("unknown_room", "unknown_sub_room");
    }

    @Test
    void aHundredByNameAndTheRestByNumber() throws Exception {
      BeaconBatch batch = read("{}\n".repeat(250) + GOOD);
      assertThat(batch.rejections()).hasSize(100);
      assertThat(batch.rejected()).isEqualTo(250);
      assertThat(batch.accepted()).isEqualTo(1);
    }

    @Test
    void aBrokenLineAloneAmongLines() throws Exception {
      BeaconBatch batch =
          read(String.join("\n", GOOD, "{\"id\":\"2\",", GOOD, "nonsense", "", "{]}", GOOD));
      assertThat(batch.rejections()).extracting(Rejection::index).containsExactly(1, 3, 4);
      assertThat(batch.accepted()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "17",
        "\"a\"",
        "[",
        "[{}",
        "[{}] x",
        "[{\"a\":}]",
        "[[[[[[[[[[]]]]]]]]]]"
      })
  void whatIsNoBatchCountsNothing(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(BrokenBatch.class);
  }

  @Test
  void fieldsThatAreNotKnownAndOptionalOnesThatAreNullPass() throws Exception {
    String more =
        GOOD.replace(
            "\"viewer\"",
            "\"sdk\":{\"v\":[1,{}]},\"country\":null,\"product\":null,\"text\":null,\"value\":null,"
                + "\"buyer\":null,\"viewer\"");
    assertThat(read(more).accepted()).isEqualTo(1);
  }

  @Test
  void aSubRoomThatNobodyAskedForIsNamed() throws Exception {
    assertThat(read(GOOD.replace("\"r\"", "\"new\"")).unasked())
        .containsExactly(new BeaconBatch.Unasked("new", "de"));
  }
}

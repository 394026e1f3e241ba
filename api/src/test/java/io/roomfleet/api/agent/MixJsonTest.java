package io.roomfleet.api.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixJsonTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();
  private static final String MIX =
      """
      {
        "type": "MIX", "id": "mix-s1", "epoch": 7, "roomId": "s1", "lineId": "mix",
        "seats": [
          {
            "seatId": "anna", "name": "Anna", "muted": false,
            "place": {"x": 0.0, "y": 0.0, "width": 0.5, "height": 1.0},
            "input": {"type": "webrtc", "tokenHash": "ab12"}
          },
          {
            "seatId": "ben", "name": "Ben", "muted": true,
            "input": {"type": "upstream", "url": "http://a:1/relay/r/main.ts"}
          }
        ],
        "canvas": {"width": 640, "height": 360, "frameRate": 25},
        "bar": {
          "teams": [{"name": "A", "points": 12}, {"name": "B", "points": 0}],
          "phase": "SCORING", "startsAt": "2026-11-30T10:00:00Z", "endsAt": "2026-11-30T10:05:00Z"
        }
      }
      """;

  @Test
  void mixIsReadAndWrittenAlike() throws Exception {
    Assignment read = JSON.readValue(MIX, Assignment.class);

    assertThat(read)
        .isEqualTo(
            new Assignment.Mix(
                "mix-s1",
                7,
                "s1",
                Assignment.Mix.LINE,
                List.of(
                    new Seat(
                        "anna",
                        "Anna",
                        new Seat.Place(0, 0, 0.5, 1),
                        false,
                        new Seat.Input.WebRtc("ab12")),
                    new Seat(
                        "ben",
                        "Ben",
                        null,
                        true,
                        new Seat.Input.Upstream(URI.create("http://a:1/relay/r/main.ts"), null))),
                new Canvas(640, 360, 25),
                new PkBar(
                    List.of(new PkBar.Team("A", 12), new PkBar.Team("B", 0)),
                    PkBar.Phase.SCORING,
                    Instant.parse("2026-11-30T10:00:00Z"),
                    Instant.parse("2026-11-30T10:05:00Z"),
                    null)));
    assertThat(read.kind()).isEqualTo(AssignmentKind.MIX);
    assertThat(JSON.readTree(JSON.writeValueAsString(read))).isEqualTo(JSON.readTree(MIX));
  }

  @Test
  void whatIsNotKnownOfAStageIsLeftOut() throws Exception {
    String said =
        """
        {"seats": [{"seatId": "anna", "comes": false, "since": "2026-11-30T10:00:00Z"}]}
        """;
    StageState read = JSON.readValue(said, StageState.class);

    assertThat(read)
        .isEqualTo(
            new StageState(
                null,
                List.of(
                    new StageState.SeatState(
                        "anna", false, Instant.parse("2026-11-30T10:00:00Z"), null, null))));
    assertThat(JSON.readTree(JSON.writeValueAsString(read))).isEqualTo(JSON.readTree(said));
  }
}

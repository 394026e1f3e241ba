package io.roomfleet.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.roomfleet.api.room.LineKind;
import io.roomfleet.api.room.LineSpec;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.orchestrator.http.OpenApiContract.Reply;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rooms and sub-rooms over HTTP. Each answer is held against the contract on its way in. */
class RoomApiTest {
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Nested
  class Creating {
    @Test
    void answersWithTheRoomAndWhereItIs() throws Exception {
      Reply reply = server.post("/v1/rooms", BadRequests.goodRoom("eu-west"));

      assertThat(reply.status()).isEqualTo(201);
      String id = TestServer.json(reply).get("id").asText();
      assertThat(reply.header("Location")).isEqualTo("/v1/rooms/" + id);
      assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void passesEveryFieldOn() throws Exception {
      server.post(
          "/v1/rooms",
          """
          {"title":" Ünïcode \\ud83d\\ude00 ","hostId":"a.b_c-D","mode":"cohost",
           "startsAt":"2036-11-11T20:00:00.123456789+02:00","endsAt":null,
           "sourceRegion":"us-east","prepareLeadSeconds":0,
           "lines":[{"id":"a","kind":"pull","url":"rtmps://studio.example:443/x?y=z"},
                    {"id":"b","kind":"srt","url":null}]}""");

      var created = server.domain.lastCreated;
      assertThat(created.title()).isEqualTo(" Ünïcode \ud83d\ude00 ");
      assertThat(created.startsAt()).isEqualTo(Instant.parse("2036-11-11T18:00:00.123Z"));
      assertThat(created.endsAt()).isNull();
      assertThat(created.prepareLeadSeconds()).isZero();
      assertThat(created.lines())
          .containsExactly(
              new LineSpec("a", LineKind.PULL, URI.create("rtmps://studio.example:443/x?y=z")),
              new LineSpec("b", LineKind.SRT, null));
    }

    @Test
    void leavesWhatWasLeftOutToTheRoom() throws Exception {
      server.room();

      assertThat(server.domain.lastCreated.mode()).isNull();
      assertThat(server.domain.lastCreated.lines()).isNull();
      assertThat(server.domain.lastCreated.prepareLeadSeconds()).isNull();
    }

    @Test
    void namesEveryFieldAtFaultAtOnce() throws Exception {
      Reply reply =
          server.post(
              "/v1/rooms",
              """
              {"title":"","hostId":7,"endsAt":"soon","sourceRegion":"mars","extra":{"a":1},
               "lines":[{"id":"main","kind":"rtmp"},{"id":"main","kind":"pull"}]}""");

      assertThat(reply.status()).isEqualTo(422);
      assertThat(TestServer.code(reply)).isEqualTo("invalid_body");
      JsonNode errors = TestServer.json(reply).get("errors");
      assertThat(errors.findValuesAsText("field"))
          .containsExactly(
              "title", "hostId", "startsAt", "endsAt", "sourceRegion", "lines[1].url", "extra");
      assertThat(errors.get(1).get("value").asText()).isEqualTo("7");
      assertThat(errors.get(2).has("value")).isFalse();
      assertThat(errors.get(4).get("expected").asText()).contains("eu-west, us-east");
      assertThat(errors.get(6).get("value").asText()).isEqualTo("{\"a\":1}");
    }
  }

  @Nested
  class Reading {
    @Test
    void showsARoomWithItsRevisionAsETag() throws Exception {
      String id = server.room();

      Reply reply = server.get("/v1/rooms/" + id);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void doesNotShowAgainWhatTheCallerHas() throws Exception {
      String path = "/v1/rooms/" + server.room();
      var request = server.request(path);

      assertThat(server.send(request.setHeader("If-None-Match", "\"7\", W/\"1\"").build()))
          .satisfies(reply -> assertThat(reply.status()).isEqualTo(304))
          .satisfies(reply -> assertThat(reply.body()).isEmpty())
          .satisfies(reply -> assertThat(reply.header("ETag")).isEqualTo("\"1\""));
      assertThat(server.send(request.setHeader("If-None-Match", "*").build()).status())
          .isEqualTo(304);
      assertThat(server.send(request.setHeader("If-None-Match", "\"2\"").build()).status())
          .isEqualTo(200);
    }

    @Test
    void answersHeadWhereverGetIs() throws Exception {
      Reply reply =
          server.send(
              server
                  .request("/v1/rooms/" + server.room())
                  .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody())
                  .build());

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("ETag")).isEqualTo("\"1\"");
      assertThat(reply.body()).isEmpty();
    }

    @Test
    void givesPagesUntilThereAreNoMore() throws Exception {
      for (int i = 0; i < 5; i++) {
        server.room();
      }

      JsonNode first = TestServer.json(server.get("/v1/rooms?pageSize=2&host=mila"));
      JsonNode second = next("/v1/rooms?pageSize=2&host=mila", first);
      JsonNode third = next("/v1/rooms?pageSize=2&host=mila", second);

      assertThat(first.get("rooms")).hasSize(2);
      assertThat(second.get("rooms")).hasSize(2);
      assertThat(third.get("rooms")).hasSize(1);
      assertThat(third.get("nextPageToken").isNull()).isTrue();
    }

    @Test
    void refusesAPageTokenOfAnotherFilterOrAlteredByOneLetter() throws Exception {
      server.room();
      server.room();
      String token =
          TestServer.json(server.get("/v1/rooms?pageSize=1&host=mila"))
              .get("nextPageToken")
              .asText();
      char last = token.charAt(token.length() - 2) == 'A' ? 'B' : 'A';
      String altered =
          token.substring(0, token.length() - 2) + last + token.substring(token.length() - 1);

      for (String query :
          new String[] {
            "pageToken=" + token,
            "host=other&pageToken=" + token,
            "host=mila&status=LIVE&pageToken=" + token,
            "host=mila&pageToken=" + altered
          }) {
        Reply reply = server.get("/v1/rooms?" + query);
        assertThat(reply.status()).as(query).isEqualTo(400);
        assertThat(TestServer.code(reply)).isEqualTo("bad_page_token");
      }
      assertThat(server.get("/v1/rooms?pageSize=7&host=mila&pageToken=" + token).status())
          .isEqualTo(200);
    }

    private JsonNode next(String target, JsonNode page) throws Exception {
      return TestServer.json(
          server.get(target + "&pageToken=" + page.get("nextPageToken").asText()));
    }
  }

  @Nested
  class Leading {
    @Test
    void startsAndEndsARoom() throws Exception {
      String path = "/v1/rooms/" + server.room();

      Reply started = server.post(path + ":start", "");
      Reply ended = server.post(path + ":end", "{\"reason\":\"sold out\"}");

      assertThat(TestServer.json(started).get("status").asText()).isEqualTo("LIVE");
      assertThat(started.header("ETag")).isEqualTo("\"2\"");
      assertThat(TestServer.json(ended).get("reason").asText()).isEqualTo("sold out");
    }

    @Test
    void takesAnEncodedColonAndAnEmptyObject() throws Exception {
      String path = "/v1/rooms/" + server.room();

      assertThat(server.post(path + "%3Acancel", "{}").status()).isEqualTo(200);
    }

    @Test
    void letsTheRoomCompareTheRevision() throws Exception {
      String path = "/v1/rooms/" + server.room();

      Reply stale = server.post(path + ":start", "", to -> to.header("If-Match", "\"2\""));
      Reply one = server.post(path + ":start", "", to -> to.header("If-Match", "\"9\", \"1\""));
      Reply any = server.post(path + ":end", "", to -> to.header("If-Match", "*"));

      assertThat(stale.status()).isEqualTo(412);
      assertThat(one.status()).isEqualTo(200);
      assertThat(any.status()).isEqualTo(200);
    }

    @Test
    void namesTheVerbsThereAre() throws Exception {
      Reply reply = server.post("/v1/rooms/" + server.room() + ":explode", "");

      assertThat(TestServer.json(reply).get("detail").asText())
          .isEqualTo("verb: explode (expected: cancel, end, start, switch-line)");
    }

    @Test
    void namesTheMethodsThereAre() throws Exception {
      Reply reply = server.send(server.request("/v1/rooms").DELETE().build());

      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.header("Allow")).isEqualTo("POST, GET, HEAD");
    }
  }

  @Nested
  class SubRooms {
    @Test
    void areAddedShownListedAndClosed() throws Exception {
      String path = "/v1/rooms/" + server.room() + "/sub-rooms";

      Reply added =
          server.post(
              path,
              """
              {"subRooms":[
                {"market":"DE","locale":"de-DE","timeZone":"Europe/Berlin",
                 "ladder":{"renditions":["720p","audio"]},"wantedRegion":"eu-west","allowedRegions":["us-east","eu-west"],"expectedViewers":5},
                {"market":"id","locale":"id-ID","timeZone":"Asia/Jakarta"}]}""");

      assertThat(added.status()).isEqualTo(201);
      assertThat(added.header("Location")).isEqualTo(path);
      assertThat(TestServer.json(added).get("subRooms").findValuesAsText("market"))
          .containsExactly("DE", "id");
      var first = server.domain.lastAdded.subRooms().get(0);
      assertThat(first.ladder().renditions()).containsExactly(Rendition.P720, Rendition.AUDIO);
      assertThat(first.expectedViewers()).isEqualTo(5);
      assertThat(first.allowedRegions()).containsExactly("us-east", "eu-west");
      assertThat(server.domain.lastAdded.subRooms().get(1).ladder()).isNull();
      assertThat(TestServer.json(server.get(path)).get("subRooms")).hasSize(2);
      assertThat(server.get(path + "/de").header("ETag")).isEqualTo("\"1\"");
      Reply placement = server.get(path + "/de/placement");
      assertThat(placement.status()).isEqualTo(200);
      assertThat(TestServer.json(placement).get("candidates").get(0).get("terms").get("move"))
          .isEqualTo(DoubleNode.valueOf(0.5));
      Reply none = server.get(path + "/id/placement");
      assertThat(TestServer.code(none)).isEqualTo("placement_not_found");
      Reply closed = server.post(path + "/de:close", "", to -> to.header("If-Match", "\"1\""));
      assertThat(closed.status()).isEqualTo(200);
    }

    @Test
    void sayWhichRegionsAreKnownAndThatAWantedOneMustBeAllowed() throws Exception {
      Reply reply =
          server.post(
              "/v1/rooms/" + server.room() + "/sub-rooms",
              """
              {"subRooms":[
                {"market":"DE","locale":"de-DE","timeZone":"Europe/Berlin",
                 "allowedRegions":["eu-west","mars"]},
                {"market":"FR","locale":"fr-FR","timeZone":"Europe/Paris",
                 "wantedRegion":"us-east","allowedRegions":["eu-west"]}]}""");

      assertThat(TestServer.json(reply).get("errors").findValuesAsText("field"))
          .containsExactly("subRooms[0].allowedRegions[1]", "subRooms[1].wantedRegion");
      assertThat(TestServer.json(reply).get("errors").findValuesAsText("expected"))
          .containsExactly("one of the regions eu-west, us-east", "one of allowedRegions");
    }

    @Test
    void areMovedToAnotherRegion() throws Exception {
      String path = withSubRoom(null, "us-east");

      Reply moving =
          server.post(
              path + ":migrate",
              "{\"region\":\"eu-west\",\"reason\":\"warm\"}",
              to -> to.header("If-Match", "\"1\""));
      Reply anywhere = server.post(path + ":migrate", "");
      Reply stays = server.post(path + ":migrate", "{\"region\":\"us-east\"}");

      assertThat(moving.status()).isEqualTo(202);
      assertThat(moving.header("ETag")).isEqualTo("\"2\"");
      assertThat(TestServer.json(moving).get("move").get("region").asText()).isEqualTo("eu-west");
      assertThat(anywhere.status()).isEqualTo(202);
      assertThat(stays.status()).isEqualTo(200);
      assertThat(TestServer.json(stays).get("move").isNull()).isTrue();
    }

    @Test
    void playALineOfTheirOwnUntilTheyFollowTheRoomAgain() throws Exception {
      String path = withSubRoom(null, "us-east");
      String to = path + ":switch-line";

      Reply own = server.post(to, "{\"lineId\":\"backup\",\"reason\":\"main stutters here\"}");
      Reply again = server.post(to, "{\"lineId\":\"backup\"}");
      Reply none = server.post(to, "{\"lineId\":\"third\"}");
      Reply follows = server.post(to, "{\"lineId\":null}");
      Reply twice = server.post(to, "{}");

      assertThat(own.status()).isEqualTo(200);
      assertThat(TestServer.json(own).get("ownLine").asText()).isEqualTo("backup");
      assertThat(TestServer.code(again)).isEqualTo("line_active");
      assertThat(TestServer.code(none)).isEqualTo("unknown_line");
      assertThat(TestServer.json(follows).get("ownLine").isNull()).isTrue();
      assertThat(TestServer.code(twice)).isEqualTo("line_active");
    }

    @Test
    void areNotMovedWhereTheyMayNotRun() throws Exception {
      String path = withSubRoom("eu-west", "eu-west");

      Reply reply = server.post(path + ":migrate", "{\"region\":\"us-east\"}");

      assertThat(reply.status()).isEqualTo(422);
      assertThat(TestServer.code(reply)).isEqualTo("region_not_allowed");
    }

    private String withSubRoom(String wanted, String runsIn) throws Exception {
      String room = server.room();
      String path = "/v1/rooms/" + room + "/sub-rooms";
      String market = "{\"market\":\"DE\",\"locale\":\"de-DE\",\"timeZone\":\"Europe/Berlin\"";
      String region = wanted == null ? "}" : ",\"wantedRegion\":\"" + wanted + "\"}";
      server.post(path, "{\"subRooms\":[" + market + region + "]}");
      server.domain.play(room, "de", runsIn);
      return path + "/de";
    }

    @Test
    void nameTheFieldOfTheOneThatIsWrong() throws Exception {
      Reply reply =
          server.post(
              "/v1/rooms/" + server.room() + "/sub-rooms",
              """
              {"subRooms":[
                {"market":"DE","locale":"de-DE","timeZone":"Europe/Berlin"},
                {"market":"de","locale":"de-DE","timeZone":"Europe/Berlin"},
                {"market":"ID","locale":"id-ID","timeZone":"Asia/Jakarta","wantedRegion":"mars"}]}""");

      assertThat(TestServer.json(reply).get("errors").findValuesAsText("field"))
          .containsExactly("subRooms[2].wantedRegion");
      assertThat(TestServer.code(reply)).isEqualTo("unknown_region");
    }
  }
}

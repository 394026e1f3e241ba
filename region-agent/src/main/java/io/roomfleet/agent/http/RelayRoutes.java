package io.roomfleet.agent.http;

import io.roomfleet.agent.relay.LineKey;
import java.util.Optional;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * {@code GET, HEAD /relay/{room}/{line}.ts} and {@code /program/{room}/{subRoom}.ts}: a line, or
 * what a sub-room's ladder encodes, as MPEG-TS that does not end.
 */
final class RelayRoutes {
  static final String PREFIX = "/relay/";
  static final String PROGRAM_PREFIX = "/program/";

  private static final String SUFFIX = ".ts";
  private static final ContentType TRANSPORT_STREAM = ContentTypes.parse("video/mp2t");

  private final Streams streams;
  private final EgressMeter egress;

  RelayRoutes(Streams streams, EgressMeter egress) {
    this.streams = streams;
    this.egress = egress;
  }

  /**
   * The stream at {@code path} below the prefix.
   *
   * @param body false for HEAD
   * @param own whether the reader is an encoder of this agent, which is no egress
   */
  HttpResponse serve(String path, boolean body, boolean own) {
    int slash = path.indexOf('/');
    if (slash < 0 || !path.endsWith(SUFFIX)) {
      return Answers.notFound();
    }
    String room = path.substring(0, slash);
    String name = path.substring(slash + 1, path.length() - SUFFIX.length());
    if (!LineKey.safe(room) || !LineKey.safe(name)) {
      return Answers.notFound();
    }
    Optional<Source<ByteString, NotUsed>> stream = streams.of(room, name);
    if (stream.isEmpty()) {
      return Answers.notFound();
    }
    Source<ByteString, NotUsed> bytes =
        !body
            ? Source.empty()
            : own
                ? stream.get()
                : stream
                    .get()
                    .map(
                        chunk -> {
                          egress.add(chunk.size());
                          return chunk;
                        });
    return Answers.withCors(
        HttpResponse.create()
            .addHeader(RawHeader.create("Cache-Control", "no-store"))
            .withEntity(HttpEntities.create(TRANSPORT_STREAM, bytes)));
  }
}

package io.roomfleet.agent.http;

import io.roomfleet.agent.viewer.Places;
import io.roomfleet.agent.viewer.SubRoomKey;
import io.roomfleet.api.steering.Pathway;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.DateTime;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.LastModified;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET, HEAD /hls/...}: playlists, segments and steering manifests, for players on any page;
 * and what players report of themselves.
 */
final class HlsRoutes {
  static final String PREFIX = "/hls/";

  /** Where players report events, beside the master playlist. */
  private static final String REPORTS = "cmcd";

  private static final ContentType PLAYLIST = ContentTypes.parse("application/vnd.apple.mpegurl");
  private static final ContentType SEGMENT = ContentTypes.parse("video/mp2t");
  private static final int CHUNK = 64 * 1024;

  private static final Pattern SUB_ROOM = Pattern.compile("([^/]+)/([^/]+)/(.+)");
  private static final Pattern BREAKS =
      Pattern.compile("^(#EXT-X-DISCONTINUITY-SEQUENCE:)(\\d+)$", Pattern.MULTILINE);

  private final ServedFolder folder;
  private final Places places;
  private final Viewers viewers;
  private final EgressMeter egress;
  private final DeliveryMeter deliveries;

  HlsRoutes(
      ServedFolder folder,
      Places places,
      Viewers viewers,
      EgressMeter egress,
      DeliveryMeter deliveries) {
    this.folder = folder;
    this.places = places;
    this.viewers = viewers;
    this.egress = egress;
    this.deliveries = deliveries;
  }

  /** Notices when all of a body has gone by. For one stream. */
  private static final class AtTheEnd {
    private final Runnable then;
    private long rest;

    AtTheEnd(long size, Runnable then) {
      this.rest = size;
      this.then = then;
    }

    ByteString pass(ByteString chunk) {
      rest -= chunk.size();
      if (rest == 0) {
        then.run();
      }
      return chunk;
    }
  }

  /** A viewer asks for a file of a sub-room. */
  private record Asked(SubRoomKey subRoom, String file, Viewers.Caller caller) {}

  /**
   * What a request is answered with; blocks for the disk.
   *
   * @param path below the prefix
   * @param breaks discontinuities that the player had behind it when it came here
   * @param body false for HEAD
   * @param own whether this agent itself asks, which is no viewer
   * @param caller who asks; null when viewers are not counted
   */
  HttpResponse serve(
      String path, long breaks, boolean body, boolean own, Viewers.@Nullable Caller caller) {
    Matcher parts = SUB_ROOM.matcher(path);
    Asked asked = null;
    if (parts.matches()) {
      SubRoomKey key = new SubRoomKey(parts.group(1), parts.group(2));
      if (parts.group(3).equals(Pathway.STEERING)) {
        return places
            .steering(key, breaks)
            .map(m -> steering(m, body))
            .orElseGet(Answers::notFound);
      }
      Optional<URI> elsewhere = places.redirect(key, parts.group(3), breaks);
      if (elsewhere.isPresent()) {
        return Answers.redirect(elsewhere.get());
      }
      if (body && !own) {
        places.requested(key);
        asked = caller == null ? null : new Asked(key, parts.group(3), caller);
      }
    }
    return file(path, breaks, body, asked);
  }

  /**
   * A player's report of events, for {@code POST /hls/{room}/{subRoom}/cmcd}. It is taken whatever
   * it says, and counts for those who watch here.
   *
   * @param path below the prefix
   */
  HttpResponse report(String path, String events, Viewers.@Nullable Caller caller) {
    Matcher parts = SUB_ROOM.matcher(path);
    if (!parts.matches() || !parts.group(3).equals(REPORTS)) {
      return Answers.methodNotAllowed();
    }
    if (caller != null) {
      viewers.reported(new SubRoomKey(parts.group(1), parts.group(2)), events, caller);
    }
    return Answers.withCors(HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
  }

  private static HttpResponse steering(String manifest, boolean body) {
    byte[] text = manifest.getBytes(StandardCharsets.UTF_8);
    return Answers.withCors(
        HttpResponse.create()
            .addHeader(RawHeader.create("Cache-Control", "no-store"))
            .withEntity(
                body
                    ? HttpEntities.create(ContentTypes.APPLICATION_JSON, text)
                    : HttpEntities.create(
                        ContentTypes.APPLICATION_JSON, text.length, Source.empty())));
  }

  private HttpResponse file(String path, long breaks, boolean body, @Nullable Asked asked) {
    boolean playlist = path.endsWith(".m3u8");
    if (!playlist && !path.endsWith(".ts")) {
      return Answers.notFound();
    }
    Optional<Path> file = folder.file(path);
    if (file.isEmpty()) {
      return Answers.notFound();
    }
    try {
      HttpResponse response =
          playlist ? playlist(file.get(), breaks, body, asked) : segment(file.get(), body, asked);
      return Answers.withCors(response);
    } catch (NoSuchFileException e) {
      return Answers.notFound();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Small, and replaced every other second: read at once, so that it is of one piece. */
  private HttpResponse playlist(Path file, long breaks, boolean body, @Nullable Asked asked)
      throws IOException {
    byte[] text = Files.readAllBytes(file);
    if (asked != null) {
      viewers.asked(asked.subRoom(), asked.file(), asked.caller());
    }
    if (breaks != 0) {
      text = countOn(text, breaks);
    }
    if (body) {
      egress.add(text.length);
    }
    return HttpResponse.create()
        .addHeader(RawHeader.create("Cache-Control", "no-cache"))
        .withEntity(
            body
                ? HttpEntities.create(PLAYLIST, text)
                : HttpEntities.create(PLAYLIST, text.length, Source.empty()));
  }

  private static byte[] countOn(byte[] playlist, long breaks) {
    return BREAKS
        .matcher(new String(playlist, StandardCharsets.UTF_8))
        .replaceFirst(m -> m.group(1) + Math.max(0, Long.parseLong(m.group(2)) + breaks))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Never changes, since no name is used twice. */
  private HttpResponse segment(Path file, boolean body, @Nullable Asked asked) throws IOException {
    // Opened before the answer begins: the encoder may delete it while it is being sent.
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    long size = channel.size();
    HttpResponse response =
        HttpResponse.create()
            .addHeader(RawHeader.create("Cache-Control", "public, max-age=86400, immutable"))
            .addHeader(
                LastModified.create(DateTime.create(Files.getLastModifiedTime(file).toMillis())));
    if (!body) {
      channel.close();
      return response.withEntity(HttpEntities.create(SEGMENT, size, Source.empty()));
    }
    InputStream in = Channels.newInputStream(channel);
    Source<ByteString, ?> bytes =
        StreamConverters.fromInputStream(() -> in, CHUNK)
            .map(
                chunk -> {
                  egress.add(chunk.size());
                  return chunk;
                });
    if (asked != null && viewers.asked(asked.subRoom(), asked.file(), asked.caller())) {
      bytes =
          bytes.map(new AtTheEnd(size, () -> viewers.sent(asked.subRoom(), asked.caller()))::pass);
    }
    if (asked != null) {
      bytes = deliveries.watched(bytes);
    }
    return response.withEntity(HttpEntities.create(SEGMENT, size, bytes));
  }
}

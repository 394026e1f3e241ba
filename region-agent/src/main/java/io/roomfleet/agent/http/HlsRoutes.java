package io.roomfleet.agent.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.DateTime;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.LastModified;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.apache.pekko.util.ByteString;

/** {@code GET, HEAD /hls/...}: playlists and segments, for players on any page. */
final class HlsRoutes {
  static final String PREFIX = "/hls/";

  private static final ContentType PLAYLIST = ContentTypes.parse("application/vnd.apple.mpegurl");
  private static final ContentType SEGMENT = ContentTypes.parse("video/mp2t");
  private static final int CHUNK = 64 * 1024;

  private final ServedFolder folder;
  private final EgressMeter egress;

  HlsRoutes(ServedFolder folder, EgressMeter egress) {
    this.folder = folder;
    this.egress = egress;
  }

  /**
   * The file at {@code path} below the prefix; blocks for the disk.
   *
   * @param body false for HEAD
   */
  HttpResponse serve(String path, boolean body) {
    boolean playlist = path.endsWith(".m3u8");
    if (!playlist && !path.endsWith(".ts")) {
      return Answers.notFound();
    }
    Optional<Path> file = folder.file(path);
    if (file.isEmpty()) {
      return Answers.notFound();
    }
    try {
      HttpResponse response = playlist ? playlist(file.get(), body) : segment(file.get(), body);
      return Answers.withCors(response);
    } catch (NoSuchFileException e) {
      return Answers.notFound();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Small, and replaced every other second: read at once, so that it is of one piece. */
  private HttpResponse playlist(Path file, boolean body) throws IOException {
    byte[] text = Files.readAllBytes(file);
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

  /** Never changes, since no name is used twice. */
  private HttpResponse segment(Path file, boolean body) throws IOException {
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
    return response.withEntity(HttpEntities.create(SEGMENT, size, bytes));
  }
}

package io.roomfleet.agent.http;

import io.roomfleet.agent.ffmpeg.LadderCommand;
import io.roomfleet.agent.stage.StageDoor;
import io.roomfleet.agent.viewer.Places;
import io.roomfleet.api.steering.Pathway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.model.headers.UserAgent;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.SystemMaterializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media port.
 *
 * <pre>
 * GET, HEAD /hls/{room}/{subRoom}/...    playlists, segments, steering.json
 * POST      /hls/{room}/{subRoom}/cmcd   events that a player reports (CMCD 2), 64 KiB at most
 * GET, HEAD /relay/{room}/{line}.ts      a line, without end
 * GET, HEAD /program/{room}/{subRoom}.ts what a sub-room's ladder encodes, without end
 * POST, ... /stage/{session}/{seat}/...  people of a stage, see StageRoutes
 * GET, HEAD /health                      200 while it serves
 * OPTIONS   any                          yes, from any page
 * </pre>
 */
public final class MediaServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MediaServer.class);

  /** Far more than the 1,024 of the library, since each player holds a connection or two. */
  private static final int MOST_CONNECTIONS = 16_384;

  private static final int DISK_THREADS = 8;

  private static final int LARGEST_REPORT = 64 * 1024;
  private static final long REPORT_PATIENCE_MILLIS = 5_000;

  private final ActorSystem<?> system;
  private final HlsRoutes hls;
  private final Viewers viewers;
  private final RelayRoutes relay;
  private final RelayRoutes program;
  private final StageRoutes stage;
  private final Supplier<String> health;
  private final ExecutorService disk =
      Executors.newFixedThreadPool(
          DISK_THREADS,
          task -> {
            Thread thread = new Thread(task, "media-disk");
            thread.setDaemon(true);
            return thread;
          });
  private final ServerBinding binding;

  /**
   * Binds it.
   *
   * @param port 0 for any free one
   * @param hlsFolder what is served below {@code /hls}
   * @param places where sub-rooms are, and where they have moved
   * @param viewers is told who asks for playlists and segments
   * @param lines finds a line's stream
   * @param programs finds the stream that a sub-room's ladder encodes
   * @param stages where people connect
   * @param health JSON for {@code /health}
   * @throws java.util.concurrent.CompletionException when the port cannot be bound
   */
  public MediaServer(
      ActorSystem<?> system,
      String host,
      int port,
      Path hlsFolder,
      Places places,
      Viewers viewers,
      Streams lines,
      Streams programs,
      StageDoor stages,
      Supplier<String> health,
      EgressMeter egress,
      DeliveryMeter deliveries) {
    this.system = system;
    this.hls = new HlsRoutes(new ServedFolder(hlsFolder), places, viewers, egress, deliveries);
    this.viewers = viewers;
    this.relay = new RelayRoutes(lines, egress);
    this.program = new RelayRoutes(programs, egress);
    this.stage = new StageRoutes(stages);
    this.health = health;
    ServerSettings settings =
        ServerSettings.create(system.classicSystem())
            .withMaxConnections(MOST_CONNECTIONS)
            .withRemoteAddressAttribute(true);
    org.apache.pekko.japi.function.Function<HttpRequest, CompletionStage<HttpResponse>> handler =
        this::handle;
    this.binding =
        Http.get(system)
            .newServerAt(host, port)
            .withSettings(settings)
            .bind(handler)
            .toCompletableFuture()
            .join();
  }

  /** The port that is bound. */
  public int port() {
    return binding.localAddress().getPort();
  }

  private CompletionStage<HttpResponse> handle(HttpRequest request) {
    HttpMethod method = request.method();
    String path = request.getUri().path();
    if (method.equals(HttpMethods.POST) && path.startsWith(HlsRoutes.PREFIX)) {
      return report(request, path.substring(HlsRoutes.PREFIX.length()));
    }
    if (path.startsWith(StageRoutes.PREFIX) && !method.equals(HttpMethods.OPTIONS)) {
      return stage(request);
    }
    request.discardEntityBytes(system);
    if (method.equals(HttpMethods.OPTIONS)) {
      return CompletableFuture.completedFuture(Answers.preflight());
    }
    boolean get = method.equals(HttpMethods.GET);
    if (!get && !method.equals(HttpMethods.HEAD)) {
      return CompletableFuture.completedFuture(Answers.methodNotAllowed());
    }
    if (path.startsWith(HlsRoutes.PREFIX)) {
      String file = path.substring(HlsRoutes.PREFIX.length());
      long breaks = Pathway.breaksIn(request.getUri().rawQueryString().orElse(""));
      boolean own = own(request);
      Viewers.Caller caller = get && !own ? viewers.caller(request) : null;
      return CompletableFuture.supplyAsync(() -> hls.serve(file, breaks, get, own, caller), disk)
          .exceptionally(MediaServer::broken);
    }
    if (path.startsWith(RelayRoutes.PREFIX)) {
      String line = path.substring(RelayRoutes.PREFIX.length());
      return CompletableFuture.completedFuture(relay.serve(line, get, own(request)));
    }
    if (path.startsWith(RelayRoutes.PROGRAM_PREFIX)) {
      String subRoom = path.substring(RelayRoutes.PROGRAM_PREFIX.length());
      return CompletableFuture.completedFuture(program.serve(subRoom, get, own(request)));
    }
    if (path.equals("/health")) {
      return CompletableFuture.completedFuture(
          HttpResponse.create()
              .addHeader(RawHeader.create("Cache-Control", "no-store"))
              .withEntity(ContentTypes.APPLICATION_JSON, health.get()));
    }
    return CompletableFuture.completedFuture(Answers.notFound());
  }

  private CompletionStage<HttpResponse> report(HttpRequest request, String path) {
    Viewers.Caller caller = viewers.caller(request);
    return request
        .entity()
        .toStrict(
            REPORT_PATIENCE_MILLIS, LARGEST_REPORT, SystemMaterializer.get(system).materializer())
        .thenApply(body -> hls.report(path, body.getData().utf8String(), caller))
        .exceptionally(tooLong -> tooLong("report"));
  }

  private static HttpResponse tooLong(String what) {
    return Answers.error(
        StatusCodes.CONTENT_TOO_LARGE,
        "no " + what + " of up to " + LARGEST_REPORT + " bytes within 5 s");
  }

  private CompletionStage<HttpResponse> stage(HttpRequest request) {
    return request
        .entity()
        .toStrict(
            REPORT_PATIENCE_MILLIS, LARGEST_REPORT, SystemMaterializer.get(system).materializer())
        .thenApply(body -> stage.serve(request, body.getData().utf8String()))
        .exceptionally(tooLong -> CompletableFuture.completedFuture(tooLong("offer or answer")))
        .thenCompose(answer -> answer)
        .exceptionally(MediaServer::broken);
  }

  private static boolean own(HttpRequest request) {
    return request
        .getHeader(UserAgent.class)
        .filter(agent -> agent.value().equals(LadderCommand.USER_AGENT))
        .isPresent();
  }

  private static HttpResponse broken(Throwable failure) {
    log.warn("A media request failed", failure);
    return Answers.error(StatusCodes.INTERNAL_SERVER_ERROR, "cannot be read now");
  }

  @Override
  public void close() {
    binding.terminate(Duration.ofSeconds(1));
    disk.shutdown();
  }
}

package io.roomfleet.agent.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roomfleet.api.agent.Assignment;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One session's room in Janus: its seats, and who watches whom. On the loop. */
final class StageRoom {
  /** Behind the secret of Janus's own API, by which alone it can be used. */
  static final String SECRET = "stage";

  private static final int EXISTS = 427;

  /** A key frame so often, s: after a loss that nothing made good, pictures are whole again. */
  private static final int KEY_FRAMES = 4;

  private static final int BITRATE = 2_000_000;

  private final String session;
  private final Map<String, StageSeat> seats = new HashMap<>();
  private final Map<String, Viewer> viewers = new HashMap<>();
  private @Nullable CompletableFuture<Void> made;

  /** Somebody who watches another. */
  private record Viewer(JanusServer janus, long handle, String watcher, String watched) {}

  StageRoom(String session) {
    this.session = session;
  }

  Map<String, StageSeat> seats() {
    return seats;
  }

  /** Completes when Janus has the room. */
  CompletableFuture<Void> made(JanusServer janus) {
    CompletableFuture<Void> before = made;
    if (before != null && !before.isCompletedExceptionally()) {
      return before;
    }
    ObjectNode body =
        JanusServer.body(
            "create",
            to ->
                to.put("room", session)
                    .put("secret", SECRET)
                    .put("admin_key", janus.secret())
                    .put("permanent", false)
                    .put("is_private", true)
                    .put("publishers", 2 * Assignment.Mix.MOST_SEATS)
                    .put("bitrate", BITRATE)
                    .put("fir_freq", KEY_FRAMES)
                    .put("audiocodec", "opus")
                    .put("videocodec", "h264,vp8")
                    .put("opus_fec", true)
                    .put("transport_wide_cc_ext", true)
                    .put("notify_joining", false));
    CompletableFuture<Void> making =
        janus
            .attach()
            .thenCompose(
                handle ->
                    janus
                        .message(handle, body, null)
                        .handle(
                            (done, failure) -> {
                              janus.detach(handle);
                              return failure;
                            }))
            .thenCompose(
                failure -> {
                  Throwable cause =
                      failure == null || failure.getCause() == null ? failure : failure.getCause();
                  boolean there = cause instanceof JanusFault fault && fault.code() == EXISTS;
                  return cause == null || there
                      ? CompletableFuture.<Void>completedFuture(null)
                      : CompletableFuture.<Void>failedFuture(cause);
                });
    made = making;
    return making;
  }

  /** Janus offers what {@code watched} publishes; it takes the place of an earlier such offer. */
  CompletableFuture<StageAnswer> watch(
      JanusServer janus, String connection, String watcher, String watched, int status) {
    return janus
        .attach()
        .thenCompose(
            handle -> {
              if (!seats.containsKey(watcher) || !seats.containsKey(watched)) {
                janus.detach(handle);
                return CompletableFuture.<JsonNode>failedFuture(
                    new JanusFault(0, "a seat is gone"));
              }
              leave(v -> v.watcher.equals(watcher) && v.watched.equals(watched));
              viewers.put(connection, new Viewer(janus, handle, watcher, watched));
              ObjectNode body =
                  JanusServer.body(
                      "join",
                      to ->
                          to.put("ptype", "subscriber")
                              .put("room", session)
                              .put("autoupdate", false)
                              .putArray("streams")
                              .addObject()
                              .put("feed", watched));
              return janus.message(handle, body, null);
            })
        .handle(
            (event, failure) -> {
              String offer = event == null ? "" : event.path("jsep").path("sdp").asText();
              if (failure != null || offer.isEmpty()) {
                leave(connection);
                return StageSeat.refusal(failure);
              }
              return StageAnswer.made(status, offer, connection);
            });
  }

  /** Takes the answer to Janus's offer. */
  CompletableFuture<StageAnswer> begin(String connection, String answer) {
    Viewer viewer = viewers.get(connection);
    if (viewer == null) {
      return CompletableFuture.completedFuture(StageAnswer.error(404, "no such connection"));
    }
    ObjectNode jsep = JanusLink.JSON.createObjectNode().put("type", "answer").put("sdp", answer);
    return viewer
        .janus
        .message(viewer.handle, JanusServer.body("start", to -> to.put("room", session)), jsep)
        .handle(
            (event, failure) -> failure == null ? StageAnswer.done() : StageSeat.refusal(failure));
  }

  /** Asks how everybody comes. */
  void measure(Runnable changed) {
    seats.values().forEach(seat -> seat.measure(changed));
    for (Viewer viewer : viewers.values()) {
      StageSeat seat = seats.get(viewer.watcher);
      if (seat != null) {
        seat.measureWatching(viewer.janus, viewer.handle);
      }
    }
  }

  boolean watches(String connection, String watcher) {
    Viewer viewer = viewers.get(connection);
    return viewer != null && viewer.watcher.equals(watcher);
  }

  /** Somebody watches no more. */
  void leave(String connection) {
    Viewer viewer = viewers.remove(connection);
    if (viewer != null) {
      viewer.janus.detach(viewer.handle);
    }
  }

  /** Nobody watches {@code seat} any more, and it watches nobody if {@code gone}. */
  void unwatch(String seat, boolean gone) {
    leave(v -> v.watched.equals(seat) || (gone && v.watcher.equals(seat)));
  }

  private void leave(Predicate<Viewer> which) {
    viewers.entrySet().stream()
        .filter(each -> which.test(each.getValue()))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::leave);
  }

  /** A connection is over, by what Janus says; whether it was one of this room. */
  boolean hungUp(long handle) {
    for (Map.Entry<String, StageSeat> each : seats.entrySet()) {
      if (each.getValue().has(handle)) {
        each.getValue().leave();
        unwatch(each.getKey(), false);
        return true;
      }
    }
    for (Map.Entry<String, Viewer> each : viewers.entrySet()) {
      if (each.getValue().handle == handle) {
        leave(each.getKey());
        return true;
      }
    }
    return false;
  }

  /** Janus is gone. */
  void lost() {
    made = null;
    viewers.clear();
    seats.values().forEach(StageSeat::lost);
  }

  /** It is not wanted any more. */
  CompletableFuture<Void> stop(@Nullable JanusServer janus) {
    leave(v -> true);
    CompletableFuture<?>[] ends =
        seats.values().stream().map(StageSeat::stop).toArray(CompletableFuture[]::new);
    seats.clear();
    if (janus != null && made != null && janus.isReady()) {
      ObjectNode body =
          JanusServer.body("destroy", to -> to.put("room", session).put("secret", SECRET));
      janus
          .attach()
          .thenCompose(
              handle ->
                  janus
                      .message(handle, body, null)
                      .handle((done, failure) -> janus.detach(handle)));
    }
    return CompletableFuture.allOf(ends);
  }
}

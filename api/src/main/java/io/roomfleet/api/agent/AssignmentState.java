package io.roomfleet.api.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roomfleet.api.room.LineInput;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An assignment as its agent runs it.
 *
 * @param assignmentId and {@code epoch}: which assignment this is
 * @param since when it entered this phase
 * @param reason why it is not RUNNING, or why it reads its fallback; null otherwise
 * @param pid of its ffmpeg process, null when it has none at this moment
 * @param restarts how often the process was started again, since the assignment came to the agent
 * @param input what a RELAY passes on, and of a MIX the mixed picture; null for a TRANSCODE
 * @param ingestUrl where a RELAY listens for a publisher, null when it does not listen
 * @param hlsUrl a TRANSCODE's master playlist, null until it can be fetched
 * @param watched whether a player asked a TRANSCODE for a playlist or a segment within the last 15
 *     s; null for the others, and from agents that do not say
 * @param stderr the last lines its process wrote, at most 20; empty while nothing is wrong
 * @param line what a TRANSCODE plays; null for the others, before it plays one, and from agents
 *     that do not say
 * @param stage of a MIX: who is there; null for the others
 */
public record AssignmentState(
    String assignmentId,
    long epoch,
    AssignmentKind kind,
    Phase phase,
    Instant since,
    @Nullable String reason,
    @Nullable Long pid,
    int restarts,
    @Nullable LineInput input,
    @Nullable URI ingestUrl,
    @Nullable URI hlsUrl,
    @Nullable Boolean watched,
    List<String> stderr,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PlayedLine line,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StageState stage) {

  /** Of something that plays no line, or does not say which. */
  public AssignmentState(
      String assignmentId,
      long epoch,
      AssignmentKind kind,
      Phase phase,
      Instant since,
      @Nullable String reason,
      @Nullable Long pid,
      int restarts,
      @Nullable LineInput input,
      @Nullable URI ingestUrl,
      @Nullable URI hlsUrl,
      @Nullable Boolean watched,
      List<String> stderr) {
    this(
        assignmentId,
        epoch,
        kind,
        phase,
        since,
        reason,
        pid,
        restarts,
        input,
        ingestUrl,
        hlsUrl,
        watched,
        stderr,
        null,
        null);
  }

  /** Of something that is no stage. */
  public AssignmentState(
      String assignmentId,
      long epoch,
      AssignmentKind kind,
      Phase phase,
      Instant since,
      @Nullable String reason,
      @Nullable Long pid,
      int restarts,
      @Nullable LineInput input,
      @Nullable URI ingestUrl,
      @Nullable URI hlsUrl,
      @Nullable Boolean watched,
      List<String> stderr,
      @Nullable PlayedLine line) {
    this(
        assignmentId,
        epoch,
        kind,
        phase,
        since,
        reason,
        pid,
        restarts,
        input,
        ingestUrl,
        hlsUrl,
        watched,
        stderr,
        line,
        null);
  }
}

package io.roomfleet.api.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomfleet.api.room.Ladder;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that an agent shall run. The same id with a larger epoch replaces the one before; with
 * the same epoch and other content it is changed in place, without a restart where that can be.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Assignment.Relay.class, name = "RELAY"),
  @JsonSubTypes.Type(value = Assignment.Transcode.class, name = "TRANSCODE"),
  @JsonSubTypes.Type(value = Assignment.Mix.class, name = "MIX")
})
public sealed interface Assignment {
  String id();

  long epoch();

  String roomId();

  String lineId();

  AssignmentKind kind();

  /**
   * Take {@code source} in and serve it at {@code /relay/{roomId}/{lineId}.ts}.
   *
   * @param bridged true while the line is on its way to this agent: what was read of it from
   *     another agent until now goes on filling in until {@code source} delivers. False, as when it
   *     is left out: the slate fills in
   */
  record Relay(String id, long epoch, String roomId, String lineId, Source source, boolean bridged)
      implements Assignment {
    @Override
    public AssignmentKind kind() {
      return AssignmentKind.RELAY;
    }
  }

  /**
   * Encode the ladder from the agent's own hub of {@code (roomId, lineId)} to {@code
   * /hls/{roomId}/{subRoomId}/master.m3u8}.
   *
   * @param ladder with its renditions and frame rate filled in
   * @param upstream where the hub reads when no Relay of the same line is assigned to this agent
   * @param movedTo master playlist of the same sub-room at the agent that took it over; while it is
   *     set, the ladder goes on for those who watch it, and they are led there. Null while this is
   *     its place
   * @param failover what it may play when its line fails; null for nothing
   */
  record Transcode(
      String id,
      long epoch,
      String roomId,
      String subRoomId,
      String lineId,
      Ladder ladder,
      Source.Upstream upstream,
      @Nullable URI movedTo,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LineFailover failover)
      implements Assignment {

    /** One that plays its line alone. */
    public Transcode(
        String id,
        long epoch,
        String roomId,
        String subRoomId,
        String lineId,
        Ladder ladder,
        Source.Upstream upstream,
        @Nullable URI movedTo) {
      this(id, epoch, roomId, subRoomId, lineId, ladder, upstream, movedTo, null);
    }

    @Override
    public AssignmentKind kind() {
      return AssignmentKind.TRANSCODE;
    }
  }

  /**
   * Bring the people of a session together, and serve them as one picture and one sound at {@code
   * /relay/{roomId}/{lineId}.ts}. All but the epoch can be changed in place, without a black
   * picture or a silence in the mix.
   *
   * @param roomId the session's id
   * @param lineId {@link #LINE}
   * @param seats 1 to 9
   * @param bar null without a PK
   * @param begun whether audiences play it already. Else it counts as a slate until its people are
   *     seen
   */
  record Mix(
      String id,
      long epoch,
      String roomId,
      String lineId,
      List<Seat> seats,
      Canvas canvas,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PkBar bar,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean begun)
      implements Assignment {
    /** Name of the line that is the mix. */
    public static final String LINE = "mix";

    /** The line by which the rooms of a session play its mix; no line of theirs is called so. */
    public static final String ROOMS_LINE = "stage";

    /** More than this nobody can tell apart. */
    public static final int MOST_SEATS = 9;

    /** One that no audience plays yet. */
    public Mix(
        String id,
        long epoch,
        String roomId,
        String lineId,
        List<Seat> seats,
        Canvas canvas,
        @Nullable PkBar bar) {
      this(id, epoch, roomId, lineId, seats, canvas, bar, false);
    }

    public Mix {
      seats = seats == null ? List.of() : List.copyOf(seats);
    }

    @Override
    public AssignmentKind kind() {
      return AssignmentKind.MIX;
    }
  }
}

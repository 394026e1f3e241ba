package io.roomfleet.orchestrator.room.view;

import com.datastax.oss.driver.api.core.cql.Row;
import io.roomfleet.api.room.Room;
import io.roomfleet.orchestrator.http.RoomFilter;
import io.roomfleet.orchestrator.platform.Json;
import io.roomfleet.orchestrator.platform.Slices;
import io.roomfleet.orchestrator.platform.Views;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads the list of rooms, latest start first. */
public final class RoomView {
  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::startsAt).thenComparing(Entry::roomId).reversed();

  private final Views views;

  public RoomView(Views views) {
    this.views = views;
  }

  private record Entry(Instant startsAt, String roomId, Row row) {
    static Entry of(Row row) {
      return new Entry(
          Objects.requireNonNull(row.getInstant("starts_at")),
          Objects.requireNonNull(row.getString("room_id")),
          row);
    }
  }

  /** Rooms, and where the next page starts: null after the last. */
  public record Page(List<Room> rooms, @Nullable Cursor next) {}

  /** The last room of a page, to the millisecond. */
  public record Cursor(long startsAtMillis, String roomId) {
    String asToken() {
      return startsAtMillis + "/" + roomId;
    }

    /** Reads {@link #asToken}; null when it is not one. */
    static @Nullable Cursor of(String token) {
      int slash = token.indexOf('/');
      try {
        return new Cursor(
            Long.parseLong(token.substring(0, Math.max(0, slash))), token.substring(slash + 1));
      } catch (NumberFormatException e) {
        return null;
      }
    }
  }

  /** The token of a page that follows, null when none does. */
  public static @Nullable String tokenOf(Page page) {
    return page.next() == null ? null : page.next().asToken();
  }

  /** The cursor that a token stands for, null when it is not one of ours. */
  public static @Nullable Cursor cursorOf(String token) {
    return Cursor.of(token);
  }

  /**
   * @param after null for the first page
   */
  public CompletionStage<Page> list(RoomFilter filter, int pageSize, @Nullable Cursor after) {
    CompletableFuture<List<Entry>> all = CompletableFuture.completedFuture(new ArrayList<>());
    for (int slice = 0; slice < Slices.COUNT; slice++) {
      CompletableFuture<List<Entry>> part =
          slice(slice, filter, pageSize + 1, after).toCompletableFuture();
      all =
          all.thenCombine(
              part,
              (found, more) -> {
                found.addAll(more);
                return found;
              });
    }
    return all.thenApply(entries -> page(entries, pageSize));
  }

  private CompletionStage<List<Entry>> slice(
      int slice, RoomFilter filter, int limit, @Nullable Cursor after) {
    StringBuilder cql =
        new StringBuilder("SELECT starts_at, room_id, room FROM roomfleet.rooms WHERE slice = ?");
    List<Object> values = new ArrayList<>(List.of(slice));
    if (after != null) {
      cql.append(" AND (starts_at, room_id) < (?, ?)");
      values.add(Instant.ofEpochMilli(after.startsAtMillis()));
      values.add(after.roomId());
    }
    String status = filter.status() == null ? null : filter.status().name();
    narrow(cql, values, "status", status);
    narrow(cql, values, "source_region", filter.region());
    narrow(cql, values, "host_id", filter.host());
    cql.append(" LIMIT ? ALLOW FILTERING");
    values.add(limit);
    return views
        .all(cql.toString(), values.toArray())
        .thenApply(rows -> rows.stream().map(Entry::of).toList());
  }

  private static void narrow(
      StringBuilder cql, List<Object> values, String column, @Nullable String value) {
    if (value != null) {
      cql.append(" AND ").append(column).append(" = ?");
      values.add(value);
    }
  }

  private static Page page(List<Entry> entries, int pageSize) {
    entries.sort(ORDER);
    List<Entry> shown = entries.subList(0, Math.min(pageSize, entries.size()));
    List<Room> rooms =
        shown.stream()
            .map(e -> Json.read(Objects.requireNonNull(e.row().getString("room")), Room.class))
            .toList();
    if (entries.size() <= pageSize) {
      return new Page(rooms, null);
    }
    Entry last = shown.get(shown.size() - 1);
    return new Page(rooms, new Cursor(last.startsAt().toEpochMilli(), last.roomId()));
  }
}

package io.roomfleet.agent.relay;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a room. Both ids go into paths, so they hold only letters, digits, {@code _}, {@code -}
 * and {@code .}, and do not begin with a point.
 */
public record LineKey(String roomId, String lineId) {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  public LineKey {
    check("roomId", roomId);
    check("lineId", lineId);
  }

  /** Whether {@code id} can be a part of a path. */
  public static boolean safe(@Nullable String id) {
    return id != null && SAFE.matcher(id).matches();
  }

  /**
   * Says no to an id that cannot be a part of a path.
   *
   * @throws IllegalArgumentException naming {@code field} and the value
   */
  public static void check(String field, @Nullable String id) {
    if (!safe(id)) {
      throw new IllegalArgumentException(
          field + ": " + id + " (expected: 1 to 128 of A-Z a-z 0-9 _ - . and no leading .)");
    }
  }

  @Override
  public String toString() {
    return roomId + "/" + lineId;
  }
}

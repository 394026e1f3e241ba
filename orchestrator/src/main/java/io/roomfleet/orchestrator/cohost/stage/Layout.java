package io.roomfleet.orchestrator.cohost.stage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is where in the mixed picture.
 *
 * @param regions of {@link Kind#CUSTOM}, 1 to {@link #MOST}: the first is for who is first, and so
 *     on; who finds none is heard and not seen. Empty for the others.
 */
public record Layout(Kind kind, List<Region> regions) {
  public static final Layout SIDE_BY_SIDE = new Layout(Kind.SIDE_BY_SIDE, List.of());

  /** More than this nobody can tell apart. */
  public static final int MOST = 9;

  /** How wide the first one is in {@link Kind#HOST_BIG}, and what the others share. */
  private static final double BIG = 2.0 / 3;

  /** How wide and high a small picture is in {@link Kind#PICTURE_IN_PICTURE}. */
  private static final double SMALL = 0.25;

  private static final double MARGIN = 0.02;

  /** The kinds. */
  public enum Kind {
    /** All in one row, of the same width. */
    SIDE_BY_SIDE,
    /** Rows and columns, as square as they can be. */
    GRID,
    /** The first one fills the picture; the others are small, in columns from the right edge. */
    PICTURE_IN_PICTURE,
    /**
     * The first one has two thirds of the width; the others share the rest, one below the other.
     */
    HOST_BIG,
    /** Regions that are given. */
    CUSTOM
  }

  public Layout {
    regions = List.copyOf(regions);
  }

  /** What is wrong with it, with the name of the field; null when nothing is. */
  public @Nullable String fault() {
    int count = regions.size();
    if (kind != Kind.CUSTOM) {
      return count == 0
          ? null
          : "layout.regions: %d (expected: none for %s)".formatted(count, kind);
    } else if (count < 1 || count > MOST) {
      return "layout.regions: %d (expected: 1 to %d for CUSTOM)".formatted(count, MOST);
    }
    for (int i = 0; i < count; i++) {
      String fault = regions.get(i).fault();
      if (fault != null) {
        return "layout.regions[%d].%s".formatted(i, fault);
      }
    }
    return null;
  }

  /**
   * Where each of so many is, the first one first. Of CUSTOM no more than there are regions. They
   * overlap in PICTURE_IN_PICTURE, and in CUSTOM if those given do: later ones lie above.
   *
   * @param shown 0 to {@link #MOST}
   */
  public List<Region> arrange(int shown) {
    if (shown < 0 || shown > MOST) {
      throw new IllegalArgumentException("shown: " + shown + " (expected: 0 to " + MOST + ")");
    }
    return switch (kind) {
      case SIDE_BY_SIDE -> rows(shown, 1);
      case GRID -> rows(shown, (int) Math.round(Math.sqrt(shown)));
      case PICTURE_IN_PICTURE -> inset(shown);
      case HOST_BIG -> hostBig(shown);
      case CUSTOM -> regions.subList(0, Math.min(shown, regions.size()));
    };
  }

  private static List<Region> rows(int shown, int rows) {
    List<Region> all = new ArrayList<>();
    for (int row = 0; row < rows && shown > 0; row++) {
      int from = shown * row / rows;
      int columns = shown * (row + 1) / rows - from;
      for (int column = 0; column < columns; column++) {
        all.add(
            new Region((double) column / columns, (double) row / rows, 1.0 / columns, 1.0 / rows));
      }
    }
    return all;
  }

  private static List<Region> inset(int shown) {
    List<Region> all = new ArrayList<>(rows(Math.min(shown, 1), 1));
    int perColumn = 3;
    for (int i = 1; i < shown; i++) {
      int column = (i - 1) / perColumn;
      int row = (i - 1) % perColumn;
      double right = 1 - (SMALL + MARGIN) * column;
      double below = 1 - (SMALL + MARGIN) * row;
      all.add(new Region(right - SMALL - MARGIN, below - SMALL - MARGIN, SMALL, SMALL));
    }
    return all;
  }

  private static List<Region> hostBig(int shown) {
    if (shown < 2) {
      return rows(shown, 1);
    }
    List<Region> all = new ArrayList<>();
    all.add(new Region(0, 0, BIG, 1));
    int others = shown - 1;
    for (int i = 0; i < others; i++) {
      all.add(new Region(BIG, (double) i / others, 1 - BIG, 1.0 / others));
    }
    return all;
  }
}

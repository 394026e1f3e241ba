package io.roomfleet.deploy.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under headings, in columns that line up. Cells hold no line breaks. */
public final class Table {
  private static final String GAP = "  ";
  private static final int NARROWEST = 8;
  private static final char CUT = '…';

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  /** Adds a row; an empty cell is shown as {@code -}. */
  public Table row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "cells: " + cells.length + " (expected: " + headings.size() + ")");
    }
    rows.add(
        Arrays.stream(cells)
            .map(cell -> cell.isEmpty() ? "-" : cell.replaceAll("\\s+", " "))
            .toList());
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * The table, a line each. Where it is wider than {@code width}, the widest columns are cut, but
   * none to less than eight characters: then the lines are longer.
   */
  public String text(int width) {
    int[] widths = widths();
    shrink(widths, width);
    StringBuilder text = new StringBuilder();
    append(text, headings, widths);
    rows.forEach(row -> append(text, row, widths));
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[headings.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = headings.get(column).length();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private static void shrink(int[] widths, int limit) {
    int total = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
    while (total > limit) {
      int widest = 0;
      for (int column = 1; column < widths.length; column++) {
        if (widths[column] > widths[widest]) {
          widest = column;
        }
      }
      if (widths[widest] <= NARROWEST) {
        return;
      }
      widths[widest]--;
      total--;
    }
  }

  private static void append(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      if (cell.length() > widths[column]) {
        cell = cell.substring(0, widths[column] - 1) + CUT;
      }
      line.append(cell);
      if (column < widths.length - 1) {
        line.append(" ".repeat(widths[column] - cell.length())).append(GAP);
      }
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}

package io.roomfleet.orchestrator.telemetry.beacon;

import java.lang.Character.UnicodeScript;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds any of some phrases in one pass over a text: one look into a table for each character,
 * however many phrases there are.
 */
final class PhraseAutomaton {
  private static final int ROOT = 0;

  /** Column of each character that is in a phrase; 0 is that of all others. */
  private final Map<Character, Integer> columns = new HashMap<>();

  private final char[] ascii = new char[128];
  private final int width;

  /** The next state, by state times width plus column. */
  private final int[] next;

  /** Lengths of the phrases that end in a state, longest first; null for none. */
  private final int[][] ends;

  PhraseAutomaton(List<FoldedText> phrases) {
    for (FoldedText phrase : phrases) {
      for (int i = 0; i < phrase.length(); i++) {
        columns.computeIfAbsent(phrase.chars()[i], c -> columns.size() + 1);
      }
    }
    width = columns.size() + 1;
    columns.forEach(
        (c, column) -> {
          if (c < 128) {
            ascii[c] = (char) (int) column;
          }
        });
    Trie trie = new Trie(width);
    for (FoldedText phrase : phrases) {
      if (phrase.length() > 0) {
        trie.add(phrase, columns);
      }
    }
    trie.close();
    next = trie.next();
    ends = trie.ends();
  }

  boolean isIn(char[] text, int length) {
    int state = ROOT;
    for (int i = 0; i < length; i++) {
      state = next[state * width + column(text[i])];
      if (ends[state] != null) {
        for (int phrase : ends[state]) {
          if (isWhole(text, length, i + 1 - phrase, i + 1)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private int column(char c) {
    return c < 128 ? ascii[c] : columns.getOrDefault(c, 0);
  }

  private static boolean isWhole(char[] text, int length, int from, int to) {
    return (from == 0 || !joins(text[from - 1], text[from]))
        && (to == length || !joins(text[to - 1], text[to]));
  }

  /** True when the two stand within one word of a script that puts spaces between words. */
  private static boolean joins(char before, char after) {
    return isSpaced(before) && isSpaced(after);
  }

  private static boolean isSpaced(char c) {
    if (c < 128) {
      return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }
    if (!Character.isLetterOrDigit(c)) {
      return false;
    }
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> false;
      default -> true;
    };
  }

  /** The tree of the phrases, which becomes an automaton. */
  private static final class Trie {
    private final int width;
    private final List<int[]> rows = new ArrayList<>();
    private final List<List<Integer>> found = new ArrayList<>();

    Trie(int width) {
      this.width = width;
      node();
    }

    private int node() {
      rows.add(new int[width]);
      found.add(new ArrayList<>());
      return rows.size() - 1;
    }

    void add(FoldedText phrase, Map<Character, Integer> columns) {
      int state = ROOT;
      for (int i = 0; i < phrase.length(); i++) {
        int column = columns.getOrDefault(phrase.chars()[i], 0);
        if (rows.get(state)[column] == ROOT) {
          int made = node();
          rows.get(state)[column] = made;
        }
        state = rows.get(state)[column];
      }
      found.get(state).add(phrase.length());
    }

    /** Fills in where to go on when a phrase breaks off, level by level. */
    void close() {
      int[] fallback = new int[rows.size()];
      Deque<Integer> queue = new ArrayDeque<>();
      for (int child : rows.get(ROOT)) {
        if (child != ROOT) {
          queue.add(child);
        }
      }
      while (!queue.isEmpty()) {
        int state = queue.remove();
        int back = fallback[state];
        found.get(state).addAll(found.get(back));
        for (int column = 0; column < width; column++) {
          int child = rows.get(state)[column];
          if (child == ROOT) {
            rows.get(state)[column] = rows.get(back)[column];
          } else {
            fallback[child] = rows.get(back)[column];
            queue.add(child);
          }
        }
      }
    }

    int[] next() {
      int[] table = new int[rows.size() * width];
      for (int i = 0; i < rows.size(); i++) {
        System.arraycopy(rows.get(i), 0, table, i * width, width);
      }
      return table;
    }

    int[][] ends() {
      int[][] ends = new int[rows.size()][];
      for (int i = 0; i < ends.length; i++) {
        if (!found.get(i).isEmpty()) {
          ends[i] = found.get(i).stream().mapToInt(Integer::intValue).toArray();
        }
      }
      return ends;
    }
  }
}

package io.roomfleet.deploy.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * One file of the schema.
 *
 * @param name of the file, such as {@code 02-journal.cql}
 * @param text as written
 */
record CqlScript(String name, String text) {
  /** The single statements, without comments and without the semicolons that end them. */
  List<String> statements() {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        int end = afterQuote(at, c);
        statement.append(text, at, end);
        at = end;
      } else if (text.startsWith("--", at) || text.startsWith("//", at)) {
        at = after("\n", at);
        statement.append('\n');
      } else if (text.startsWith("/*", at)) {
        at = after("*/", at);
      } else if (c == ';') {
        add(statements, statement);
        at++;
      } else {
        statement.append(c);
        at++;
      }
    }
    add(statements, statement);
    return statements;
  }

  /** A doubled quote stands for itself: it ends one quoted part and begins another. */
  private int afterQuote(int start, char quote) {
    int end = text.indexOf(quote, start + 1);
    return end < 0 ? text.length() : end + 1;
  }

  private int after(String mark, int start) {
    int end = text.indexOf(mark, start);
    return end < 0 ? text.length() : end + mark.length();
  }

  private static void add(List<String> statements, StringBuilder statement) {
    String text = statement.toString().strip();
    if (!text.isEmpty()) {
      statements.add(text);
    }
    statement.setLength(0);
  }
}

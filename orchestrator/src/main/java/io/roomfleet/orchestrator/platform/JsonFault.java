package io.roomfleet.orchestrator.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/** What is wrong with a JSON text, in words for those who sent it. */
public final class JsonFault {
  /** Where the parser says what it reads from, which is never said to callers. */
  private static final Pattern SOURCE = Pattern.compile(" ?\\([^()]*\\[Source: [^\\]]*\\]\\)");

  private JsonFault() {}

  /** One line, without the parser's words on itself. */
  public static String words(JsonProcessingException fault) {
    String first = fault.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
    return SOURCE.matcher(first).replaceAll("");
  }
}

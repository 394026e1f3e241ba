package io.roomfleet.orchestrator.app;

import ch.qos.logback.classic.LoggerContext;
import io.roomfleet.orchestrator.security.Tokens;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts one orchestrator node. Exit codes: 0 stopped in order, 1 it could not start, 78 its
 * settings are wrong.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int BAD_SETTINGS = 78;

  private Main() {}

  public static void main(String[] args) {
    Settings settings;
    Tokens tokens;
    try {
      settings = Settings.load();
      tokens = Tokens.of(settings.apiToken(), settings.joinTokens());
    } catch (IllegalArgumentException | com.typesafe.config.ConfigException e) {
      quit("the settings are wrong: " + e.getMessage(), BAD_SETTINGS);
      return;
    }
    Node.start(settings, tokens, Clock.systemUTC())
        .whenComplete(
            (node, failure) -> {
              if (failure == null) {
                LOG.info("ready: the API is at http://{}", node.httpAddress());
              } else {
                quit("could not start: " + rootOf(failure), 1);
              }
            });
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  private static void quit(String sentence, int code) {
    LOG.error(sentence);
    System.err.println("roomfleet orchestrator: " + sentence);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
    Runtime.getRuntime().halt(code);
  }
}

package io.roomfleet.agent.app;

import com.typesafe.config.ConfigFactory;
import io.roomfleet.agent.ffmpeg.FfmpegUnavailable;
import java.io.IOException;

/** Runs a region agent until it is told to end (SIGTERM, SIGINT). */
public final class Main {
  private static final String LOGGING = "logback.configurationFile";
  private static final int BAD_SETTINGS = 2;
  private static final int CANNOT_RUN = 1;

  private Main() {}

  /** Exit codes: 2 for settings that cannot be used, 1 for a machine on which it cannot run. */
  public static void main(String[] arguments) {
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "logback-agent.xml");
    }
    try {
      Agent agent = Agent.start(AgentSettings.from(ConfigFactory.load()));
      Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "agent-stop"));
    } catch (IllegalArgumentException e) {
      leave(BAD_SETTINGS, e);
    } catch (FfmpegUnavailable | IOException e) {
      leave(CANNOT_RUN, e);
    }
  }

  private static void leave(int code, Exception e) {
    System.err.println("region-agent: " + e.getMessage());
    System.exit(code);
  }
}

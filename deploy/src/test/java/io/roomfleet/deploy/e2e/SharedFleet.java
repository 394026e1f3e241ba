package io.roomfleet.deploy.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One fleet, two agents in each region, for all the end-to-end tests of a run, with a broadcast in
 * three markets on it. A test leaves it as it found it: all programs run, and the promo plays.
 */
final class SharedFleet implements AutoCloseable {
  /** Long enough for a busy machine. */
  static final Duration SOON = Duration.ofSeconds(90);

  private final DevFleetProcess process;
  private final Api api;
  private final String promo;

  /** It is cheaper to go to Asia by way of America. */
  private static final String PRICES =
      """
      between {
        eu-west { us-east = 0.02, ap-southeast = 0.09 }
        us-east { eu-west = 0.02, ap-southeast = 0.03 }
        ap-southeast { eu-west = 0.09, us-east = 0.03 }
      }
      """;

  private SharedFleet() {
    Path folder = DevFleetProcess.freshFolder("broadcast");
    process =
        DevFleetProcess.start(
            folder,
            Map.of(
                "ROOMFLEET_PLACEMENT_EGRESS_FILE",
                prices(folder).toString(),
                // Where encoders have taken all cores, an agent may be silent for some seconds.
                "ROOMFLEET_AGENT_SUSPECT_AFTER",
                "10s",
                "ROOMFLEET_AGENT_LOST_AFTER",
                "15s",
                // All agents of a machine with two cores are hot together; tests move by
                // themselves.
                "ROOMFLEET_REBALANCE_HOT_AGENTS",
                "suggest"),
            "--agents-per-region",
            "2",
            "--agent-transcode-units",
            "1");
    api = process.api();
    promo = api.liveRoom("Promo", "test");
    api.post(
        "/v1/rooms/" + promo + "/sub-rooms",
        Map.of(
            "subRooms",
            List.of(
                Api.light("de-DE", "eu-west"),
                Api.light("id-ID", "ap-southeast"),
                Api.light("en-US", "us-east"))));
  }

  private static Path prices(Path folder) {
    try {
      return Files.writeString(folder.resolveSibling("prices.conf"), PRICES);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Hands the fleet to the constructor of a test class; the first that asks starts it. */
  static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SharedFleet.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.GLOBAL)
          .getOrComputeIfAbsent(SharedFleet.class, key -> new SharedFleet(), SharedFleet.class);
    }
  }

  DevFleetProcess process() {
    return process;
  }

  Api api() {
    return api;
  }

  /** The id of the room that plays in three markets: de-de, id-id and en-us. */
  String promo() {
    return promo;
  }

  @Override
  public void close() {
    List<Long> left = process.stop();
    if (!left.isEmpty()) {
      throw new AssertionError("processes left behind: " + left);
    }
  }
}

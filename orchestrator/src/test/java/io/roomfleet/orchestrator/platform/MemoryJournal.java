package io.roomfleet.orchestrator.platform;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;

/** The settings of an actor system with its journal in memory and a clock that the test moves. */
public final class MemoryJournal {
  /** So that the one dispatcher's threads are all that actors and the journal run on. */
  private static final Config ONE_DISPATCHER =
      ConfigFactory.parseString(
          """
          pekko {
            actor.internal-dispatcher = pekko.actor.default-dispatcher
            persistence.testkit {
              journal.plugin-dispatcher = pekko.actor.default-dispatcher
              journal.replay-dispatcher = pekko.actor.default-dispatcher
              snapshotstore.pluginid.plugin-dispatcher = pekko.actor.default-dispatcher
            }
          }
          """);

  private MemoryJournal() {}

  /** For {@code ActorTestKit.create}. */
  public static Config config() {
    Config ours = ConfigFactory.parseResources("roomfleet-pekko.conf");
    return ConfigFactory.parseString("pekko { actor.provider = local, loglevel = WARNING }")
        .withFallback(ONE_DISPATCHER)
        .withFallback(ManualTime.config())
        .withFallback(PersistenceTestKitPlugin.getInstance().config())
        .withFallback(PersistenceTestKitSnapshotPlugin.config())
        .withFallback(ours.withOnlyPath("pekko.serialization"))
        .withFallback(ours.withOnlyPath("pekko.actor.serialization-bindings"))
        .withFallback(ConfigFactory.load());
  }
}

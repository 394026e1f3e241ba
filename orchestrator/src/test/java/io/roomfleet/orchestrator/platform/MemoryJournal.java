package io.roomfleet.orchestrator.platform;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;

/** The settings of an actor system with its journal in memory and a clock that the test moves. */
public final class MemoryJournal {
  private MemoryJournal() {}

  /** For {@code ActorTestKit.create}. */
  public static Config config() {
    Config ours = ConfigFactory.parseResources("roomfleet-pekko.conf");
    return ConfigFactory.parseString("pekko { actor.provider = local, loglevel = WARNING }")
        .withFallback(ManualTime.config())
        .withFallback(PersistenceTestKitPlugin.getInstance().config())
        .withFallback(PersistenceTestKitSnapshotPlugin.config())
        .withFallback(ours.withOnlyPath("pekko.serialization"))
        .withFallback(ours.withOnlyPath("pekko.actor.serialization-bindings"))
        .withFallback(ConfigFactory.load());
  }
}

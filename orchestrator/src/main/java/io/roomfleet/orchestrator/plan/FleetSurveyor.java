package io.roomfleet.orchestrator.plan;

import io.roomfleet.orchestrator.placement.fleet.FleetModel;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.region.RegionEntity;
import io.roomfleet.orchestrator.region.RegionSurvey;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.jspecify.annotations.Nullable;

/** Asks every region's ledger what it has and holds, and makes a model of it. */
public final class FleetSurveyor {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ClusterSharding sharding;
  private final Map<String, ZoneId> regions;

  /**
   * @param regions the configured ones
   */
  public FleetSurveyor(ClusterSharding sharding, Map<String, ZoneId> regions) {
    this.sharding = sharding;
    this.regions = new TreeMap<>(regions);
  }

  /**
   * The fleet as its ledgers have it.
   *
   * @param unanswered regions that did not answer in time: in the model they are gone
   */
  public record Survey(FleetModel model, List<String> unanswered) {}

  /** A survey. The regions are asked at the same time, and each page by page. */
  public CompletionStage<Survey> survey() {
    CompletableFuture<SurveyedFleet> all =
        CompletableFuture.completedFuture(new SurveyedFleet(regions));
    for (String region : regions.keySet()) {
      CompletableFuture<@Nullable List<RegionSurvey>> one =
          pages(region, null, new ArrayList<>()).exceptionally(failure -> null);
      all = all.thenCombine(one, (fleet, pages) -> fleet.with(region, pages));
    }
    return all.thenApply(SurveyedFleet::survey);
  }

  private CompletableFuture<@Nullable List<RegionSurvey>> pages(
      String region, @Nullable String after, List<RegionSurvey> before) {
    return sharding
        .entityRefFor(RegionEntity.TYPE_KEY, region)
        .<RegionSurvey>ask(replyTo -> new RegionCommand.Survey(after, replyTo), PATIENCE)
        .toCompletableFuture()
        .thenCompose(
            page -> {
              before.add(page);
              return page.nextAfter() == null
                  ? CompletableFuture.completedFuture(before)
                  : pages(region, page.nextAfter(), before);
            });
  }
}

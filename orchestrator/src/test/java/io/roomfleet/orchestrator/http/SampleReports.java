package io.roomfleet.orchestrator.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.roomfleet.api.metrics.Figures;
import io.roomfleet.api.metrics.Viewing;
import io.roomfleet.api.report.BroadcastReport;
import io.roomfleet.api.report.ComparisonReport;
import io.roomfleet.api.report.ComparisonReport.Compared;
import io.roomfleet.api.report.ComparisonReport.JudgedBy;
import io.roomfleet.api.report.ComparisonReport.ReturningViewers;
import io.roomfleet.api.report.ComparisonReport.Subject;
import io.roomfleet.api.report.Difference;
import io.roomfleet.api.report.Difference.Verdict;
import io.roomfleet.api.report.RegionReport;
import io.roomfleet.api.report.ReportFigure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Reports that are always the same; what was asked for is kept. */
public final class SampleReports implements Reports {
  private static final Instant START = Instant.parse("2026-11-11T18:00:00Z");
  private static final Instant END = Instant.parse("2026-11-11T20:00:00Z");

  /** What the last report was asked for. */
  public String asked;

  private static Figures figures(long orders, double stalls) {
    return new Figures(
        new Figures.Counts(
            9000, 900, 800, 500, 70, 900, 20, 5, BigDecimal.TEN, 60, 40, orders, 1055, 3),
        new Figures.Distinct(760, 700, 640, orders, 20),
        List.of(
            new Figures.Sales("EUR", orders, new BigDecimal("960.5"), new BigDecimal("24.0125"))),
        new Figures.Rates(1.5, orders / 640.0, 0.3, 0.1, 1.2, 0.07, 0.9, 0.04),
        new Viewing(
            310.5,
            420,
            2_235_600,
            800,
            500,
            790,
            stalls,
            4200.0,
            12.0,
            new Viewing.Spread(800, 420, 900, 1500),
            null,
            null,
            null,
            List.of(),
            Map.of("DE", 310.5),
            false));
  }

  /** One that is different, one that is noise, one of which too little is known. */
  private static List<Difference> differences() {
    return List.of(
        new Difference(
            ReportFigure.CONVERSION, 0.05, 0.065, 0.3, 0.12, 0.48, 0.003, Verdict.DIFFERENT),
        new Difference(
            ReportFigure.STALL_RATIO, 0.004, 0.0041, 0.025, -0.2, 0.25, 1.0, Verdict.NOISE),
        new Difference(
            ReportFigure.COVER_CTR, null, 0.1, null, null, null, null, Verdict.TOO_LITTLE));
  }

  private static Subject subject(String id, long orders) {
    return new Subject(
        id, "Night market " + id, List.of(id), START, END, 7200, figures(orders, 0.004));
  }

  @Override
  public CompletionStage<Outcome<BroadcastReport>> broadcast(
      String roomId, BroadcastReport.Cut by, Duration step) {
    asked = roomId + " " + by + " " + step;
    return completedFuture(
        Outcome.done(
            new BroadcastReport(
                roomId,
                "Night market",
                "studio-1",
                START,
                END,
                by,
                10,
                List.of(
                    new BroadcastReport.Part(
                        by == BroadcastReport.Cut.TIME ? START.toString() : "shoes",
                        START,
                        3600,
                        figures(40, 0.002),
                        differences()),
                    new BroadcastReport.Part(
                        "", START.plusSeconds(3600), 3600, figures(20, 0.006), List.of())),
                figures(60, 0.004))));
  }

  private ComparisonReport comparison(List<String> ids) {
    return new ComparisonReport(
        subject(ids.get(0), 40),
        List.of(
            new Compared(
                subject(ids.get(1), 52),
                JudgedBy.TIME,
                differences(),
                new ReturningViewers(120, 640, 50))),
        0);
  }

  @Override
  public CompletionStage<Outcome<ComparisonReport>> rooms(List<String> roomIds) {
    asked = String.join(" ", roomIds);
    return completedFuture(Outcome.done(comparison(roomIds)));
  }

  @Override
  public CompletionStage<Outcome<ComparisonReport>> hosts(
      List<String> hostIds, Instant from, Instant to) {
    asked = String.join(" ", hostIds) + " " + from + " " + to;
    return completedFuture(
        hostIds.contains("nobody")
            ? Outcome.refused(404, "host_not_found", "host: nobody has no broadcast")
            : Outcome.done(comparison(hostIds)));
  }

  @Override
  public CompletionStage<Outcome<RegionReport>> regions(Instant from, Instant to) {
    asked = from + " " + to;
    return completedFuture(
        Outcome.done(
            new RegionReport(
                from,
                to,
                3,
                0,
                List.of(
                    new RegionReport.Market(
                        "America/Sao_Paulo",
                        420.5,
                        Collections.nCopies(24, 17.5),
                        List.of(
                            new RegionReport.Served("us-east", 420.0, 130.5, 0.01, 900.0),
                            new RegionReport.Served(null, 0.5, null, null, null)),
                        "us-east",
                        0,
                        50.6)))));
  }
}

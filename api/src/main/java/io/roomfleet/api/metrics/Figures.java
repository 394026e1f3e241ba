package io.roomfleet.api.metrics;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures of some stretch of time, of a room or a sub-room, of all viewers or of one country's.
 * Counts are exact and add up. Distinct viewers are estimated (standard error 2.3 %, exact for
 * small numbers) and do not add up. Rates are null where nothing is below the line.
 *
 * @param distinct viewers, each counted once
 * @param sales by currency
 * @param viewing what agents saw of viewers; null when they saw none
 */
public record Figures(
    Counts counts, Distinct distinct, List<Sales> sales, Rates rates, @Nullable Viewing viewing) {

  /**
   * How often something was done.
   *
   * @param exposures of the cover, each time
   * @param clicks on the cover
   * @param enters each time, of those who came back too
   * @param engagement comments, likes, shares, gifts and product clicks together
   * @param giftValue in the platform's own coin
   * @param complaints comments with words of complaint
   */
  public record Counts(
      long exposures,
      long clicks,
      long enters,
      long leaves,
      long comments,
      long likes,
      long shares,
      long gifts,
      BigDecimal giftValue,
      long productClicks,
      long addToCarts,
      long orders,
      long engagement,
      long complaints) {}

  /**
   * How many different viewers, estimated.
   *
   * @param active who sent any beacon
   * @param exposed who saw the cover
   * @param entrants who came in
   * @param buyers who ordered
   * @param returningBuyers who ordered, and had ordered before
   */
  public record Distinct(
      long active, long exposed, long entrants, long buyers, long returningBuyers) {}

  /**
   * Orders in one currency.
   *
   * @param currency three letters
   * @param averageOrderValue revenue / orders, to four decimals
   */
  public record Sales(
      String currency, long orders, BigDecimal revenue, BigDecimal averageOrderValue) {}

  /**
   * What is worked out of the counts.
   *
   * @param engagementPer10Seconds engagement / time * 10 s
   * @param conversion orders / distinct entrants; click conversion is the same
   * @param repurchase distinct buyers with an earlier order / distinct buyers
   * @param coverCtrPerExposure clicks / exposures, each time
   * @param coverCtrPerExposedViewer clicks / distinct viewers who saw the cover
   * @param effectiveCtrPerExposure distinct entrants / exposures, each time
   * @param effectiveCtrPerExposedViewer distinct entrants / distinct viewers who saw the cover
   * @param complaintRate complaints / comments
   */
  public record Rates(
      double engagementPer10Seconds,
      @Nullable Double conversion,
      @Nullable Double repurchase,
      @Nullable Double coverCtrPerExposure,
      @Nullable Double coverCtrPerExposedViewer,
      @Nullable Double effectiveCtrPerExposure,
      @Nullable Double effectiveCtrPerExposedViewer,
      @Nullable Double complaintRate) {}
}

package io.roomfleet.api.report;

/** What reports compare. Others may come: pass over what you do not know. */
public enum ReportFigure {
  /** Viewers at a time, in the mean. */
  VIEWERS,
  /** Seconds watched / sessions that became viewers. */
  WATCH_SECONDS,
  /** The part of the sessions' time in which the buffer starved. */
  STALL_RATIO,
  /** Median of the time from the master playlist to the first segment, milliseconds. */
  JOIN_MILLIS,
  /** Comments, likes, shares, gifts and product clicks / minutes watched. */
  ENGAGEMENT_PER_VIEWER_MINUTE,
  /** Orders / hours watched. */
  ORDERS_PER_VIEWER_HOUR,
  /** Orders / distinct entrants. */
  CONVERSION,
  /** Revenue / orders, in the currency with the most orders. */
  AVERAGE_ORDER_VALUE,
  /** Buyers with an earlier order / buyers. */
  REPURCHASE,
  /** Comments with words of complaint / comments. */
  COMPLAINT_RATE,
  /** Clicks on the cover / exposures. */
  COVER_CTR
}

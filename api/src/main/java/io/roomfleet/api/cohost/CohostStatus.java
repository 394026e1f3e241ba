package io.roomfleet.api.cohost;

/** Where a session is in its life. */
public enum CohostStatus {
  INVITED,
  ACCEPTED,
  CONNECTING,
  LIVE,
  SCORING,
  PUNISHMENT,
  ENDED,
  DECLINED,
  EXPIRED,
  FAILED
}

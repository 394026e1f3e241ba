package io.roomfleet.orchestrator.subroom;

/**
 * One search for a calendar with room: region after region, cheapest first; after the last one the
 * first again, which then books whatever it has. Mutable, of one actor.
 */
final class BookingSearch {
  private final BookingWish wish;
  private int at;
  private boolean anyway;
  private long attempt;

  BookingSearch(BookingWish wish, long attempt) {
    this.wish = wish;
    this.attempt = attempt;
  }

  BookingWish wish() {
    return wish;
  }

  String region() {
    return wish.regions().get(at);
  }

  long attempt() {
    return attempt;
  }

  /** True when the region is to book although it has no room. */
  boolean isAnyway() {
    return anyway;
  }

  boolean isFor(String region, long ofAttempt) {
    return region.equals(region()) && ofAttempt == attempt;
  }

  /** The region has no room. */
  void refused() {
    attempt++;
    at++;
    if (at == wish.regions().size()) {
      at = 0;
      anyway = true;
    }
  }

  /** The same region once more, with an attempt that is not late there. */
  void again(long newest) {
    attempt = Math.max(attempt, newest) + 1;
  }
}

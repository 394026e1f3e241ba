package io.roomfleet.orchestrator.region;

/** Takes the ledger's words to the owners of orders, wherever in the cluster they are. */
public interface OrderListener {
  /**
   * For the owner of {@code reservation}'s order: a live room for its line, or a sub-room. Never
   * called for the region's own.
   */
  void tell(Order order, Reservation.Owner owner, String region, LedgerWord word);
}

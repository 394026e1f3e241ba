package io.roomfleet.orchestrator.alert.webhook;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Keeps how far each book's events were delivered. */
public interface Deliveries {
  /** The sequence of the last one; 0 for none. */
  CompletionStage<Long> delivered(String bookId);

  CompletionStage<Done> delivered(String bookId, long sequence);
}

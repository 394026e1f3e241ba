package io.roomfleet.agent.http;

import java.util.Optional;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Finds a stream of a room by its name. */
@FunctionalInterface
public interface Streams {
  /** From now on; empty when it is not here. */
  Optional<Source<ByteString, NotUsed>> of(String roomId, String name);
}

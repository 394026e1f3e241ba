package io.roomfleet.agent.hub;

import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** A reader of the hub as a stream. Each run is a reader of its own, and is gone when it ends. */
final class ReaderSource extends GraphStage<SourceShape<ByteString>> {
  /**
   * What is waiting is handed on together up to about this much, to spare the server small writes.
   */
  private static final int MOST_AT_ONCE = 64 << 10;

  /** Where readers come and go. */
  interface Registry {
    ReaderQueue enter(Runnable wake);

    void leave(ReaderQueue queue);
  }

  private final Registry registry;
  private final Outlet<ByteString> out = Outlet.create("RelayHub.reader");
  private final SourceShape<ByteString> shape = SourceShape.of(out);

  ReaderSource(Registry registry) {
    this.registry = registry;
  }

  @Override
  public SourceShape<ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inheritedAttributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {
    private @Nullable ReaderQueue queue;

    Logic() {
      super(shape);
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              pushNext();
            }
          });
    }

    @Override
    public void preStart() {
      AsyncCallback<NotUsed> woken = createAsyncCallback(ignored -> pushNext());
      queue = registry.enter(() -> woken.invoke(NotUsed.getInstance()));
    }

    @Override
    public void postStop() {
      if (queue != null) {
        registry.leave(queue);
      }
    }

    private void pushNext() {
      ReaderQueue reader = queue;
      if (reader == null || isClosed(out)) {
        return;
      }
      if (isAvailable(out)) {
        ByteString next = reader.poll(MOST_AT_ONCE);
        if (next != null) {
          push(out, next);
        }
      }
      if (reader.drained()) {
        complete(out);
      }
    }
  }
}

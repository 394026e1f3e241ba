package io.roomfleet.orchestrator.subroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.room.SubRoomStatus;
import io.roomfleet.orchestrator.booking.CalendarCommand;
import io.roomfleet.orchestrator.region.RegionCommand;
import io.roomfleet.orchestrator.steering.RouteWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutePostTest {
  private final MoveStage stage = new MoveStage();
  private final MoveBench playing = stage.bench(null);
  private final List<RouteWord.SubRoomTold> told = new ArrayList<>();

  private final SubRoomLinks links =
      new SubRoomLinks() {
        @Override
        public void toLedger(String region, RegionCommand command) {}

        @Override
        public void toCalendar(String region, CalendarCommand command) {}

        @Override
        public void toRoutes(RouteWord.SubRoomTold word) {
          told.add(word);
        }

        @Override
        public void toRoom(
            String roomId,
            String subRoomId,
            long version,
            SubRoomStatus status,
            List<Report> reports,
            @Nullable List<CopyHeard> copies) {}
      };

  @AfterAll
  void end() {
    stage.close();
  }

  @Test
  void shouldSayAgainThatItIsNowhereForAsLongAsItIsToBeSomewhere() {
    RoutePost post = new RoutePost(links);
    Instant now = playing.now();
    SubRoomState state = playing.state();
    post.drive(state, now);
    SubRoomState lost =
        SubRoom.apply(state, new SubRoomEvent.PlaceLost("its agent was lost", now.plusSeconds(1)));
    post.drive(lost, now.plusSeconds(1));
    assertThat(told).hasSize(2).last().extracting(RouteWord.SubRoomTold::at).isNull();
    post.drive(lost, now.plusSeconds(15));
    assertThat(told).as("it was said a moment ago").hasSize(2);
    post.drive(lost, now.plusSeconds(16));
    assertThat(told).hasSize(3);
    SubRoomState closed =
        SubRoom.applyAll(lost, SubRoom.close(lost, "room", "over", null, now.plusSeconds(17)));
    post.drive(closed, now.plusSeconds(18));
    post.drive(closed, now.plusSeconds(60));
    assertThat(told).as("once, that it is over").hasSize(4);
  }
}

package io.roomfleet.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.agent.http.DeliveryMeter.Sent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliveryMeterTest {
  private long now = 5;
  private final DeliveryMeter meter = new DeliveryMeter(Duration.ofMillis(1500), () -> now);

  private void pass(long millis) {
    now += millis * 1_000_000;
  }

  @Test
  void aSegmentThatIsTakenInTimeIsNotSlow() {
    long segment = meter.begin();
    pass(1500);
    meter.end(segment, true);
    assertThat(meter.take()).isEqualTo(new Sent(1, 0));
    assertThat(meter.take()).isEqualTo(new Sent(0, 0));
  }

  @Test
  void aSegmentUnderWayIsSlowAsSoonAsItIsLateAndUntilItEnds() {
    long segment = meter.begin();
    pass(1000);
    assertThat(meter.take()).isEqualTo(new Sent(0, 0));
    pass(1000);
    assertThat(meter.take()).isEqualTo(new Sent(1, 1));
    assertThat(meter.take()).isEqualTo(new Sent(1, 1));
    meter.end(segment, true);
    assertThat(meter.take()).isEqualTo(new Sent(1, 1));
    assertThat(meter.take()).isEqualTo(new Sent(0, 0));
  }

  @Test
  void whoLeavesInTheMiddleSaysNothingUnlessItHasWaitedForLong() {
    meter.end(meter.begin(), false);
    assertThat(meter.take()).isEqualTo(new Sent(0, 0));
    long segment = meter.begin();
    pass(1501);
    meter.end(segment, false);
    meter.end(segment, false);
    assertThat(meter.take()).isEqualTo(new Sent(1, 1));
  }
}

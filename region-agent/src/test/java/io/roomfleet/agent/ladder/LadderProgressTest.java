package io.roomfleet.agent.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomfleet.api.room.Rendition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LadderProgressTest {
  private static final Rendition RENDITION = Rendition.P360;

  @TempDir Path path;

  /**
   * As the encoder writes it: segments of two seconds, the first picture of the last one so old.
   */
  private void encoded(LadderFolder folder, int segments, Duration age) throws IOException {
    StringBuilder list =
        new StringBuilder("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:1\n");
    Instant begins = Instant.now().minus(age).minusSeconds(2L * (segments - 1));
    for (int i = 1; i <= segments; i++) {
      String name = "a-%d.ts".formatted(i);
      Files.writeString(folder.segment(RENDITION, name), "no picture in it");
      list.append("#EXT-X-PROGRAM-DATE-TIME:").append(stamp(begins.plusSeconds(2L * (i - 1))));
      list.append(String.format(Locale.ROOT, "%n#EXTINF:2.000000,%n%s%n", name));
    }
    Files.writeString(folder.list(RENDITION), list);
  }

  /** As ffmpeg writes it: {@code 2026-11-11T19:00:05.123+0000}. */
  private static String stamp(Instant at) {
    return String.valueOf(at.truncatedTo(ChronoUnit.MILLIS)).replace("Z", "+0000");
  }

  @Test
  void theNewestPictureBecomesOlderWhileNoFurtherOneComes() throws Exception {
    LadderFolder folder = new LadderFolder(path, List.of(RENDITION));
    folder.prepare(Instant.now());
    LadderProgress progress = new LadderProgress(folder, List.of(RENDITION), 15, "here");
    progress.begin(1);
    assertThat(progress.behind(Instant.now())).isNull();

    encoded(folder, 3, Duration.ofSeconds(4));
    assertThat(progress.look("a")).isTrue();
    Instant looked = Instant.now();
    Duration young = progress.behind(looked);
    assertThat(young).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(34));
    assertThat(progress.behind(looked.plusSeconds(1))).as("not due yet").isEqualTo(young);
    Duration old = progress.behind(looked.plusSeconds(100));
    assertThat(old.minus(young)).isBetween(Duration.ofSeconds(98), Duration.ofSeconds(100));
  }
}

package io.roomfleet.agent.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.api.room.Rendition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaylistTest {
  private static final String PLAYLIST =
      """
      #EXTM3U
      #EXT-X-VERSION:6
      #EXT-X-TARGETDURATION:2
      #EXT-X-MEDIA-SEQUENCE:100
      #EXT-X-DISCONTINUITY-SEQUENCE:7
      #EXT-X-INDEPENDENT-SEGMENTS
      #EXTINF:2.000000,
      #EXT-X-PROGRAM-DATE-TIME:2026-11-22T00:48:34.879Z
      a-100.ts
      #EXT-X-DISCONTINUITY
      #EXTINF:1.960000,
      b-101.ts
      #EXTINF:2.000000,
      b-102.ts
      """;

  @Nested
  class Media {
    @Test
    void aPlaylistIsReadAndWrittenAsItWas() {
      MediaPlaylist playlist = MediaPlaylist.parse(PLAYLIST);
      assertThat(playlist.sequence()).isEqualTo(100);
      assertThat(playlist.last()).isEqualTo(102);
      assertThat(playlist.segments())
          .extracting(MediaPlaylist.Segment::seconds)
          .containsExactly(2.0, 1.96, 2.0);
      assertThat(playlist.text(false)).isEqualTo(PLAYLIST);
      assertThat(playlist.text(true)).isEqualTo(PLAYLIST + "#EXT-X-ENDLIST\n");
      assertThat(MediaPlaylist.parse(playlist.text(true))).isEqualTo(playlist);
    }

    @Test
    void whatAnEncoderWritesIsRead() {
      MediaPlaylist playlist =
          MediaPlaylist.parse(
              """
              #EXTM3U
              #EXT-X-VERSION:3
              #EXT-X-TARGETDURATION:3
              #EXT-X-MEDIA-SEQUENCE:0
              #EXTINF:2.600000,
              #EXT-X-PROGRAM-DATE-TIME:2026-11-22T01:48:34.879+0100
              a-0.ts
              """);
      assertThat(playlist.longest()).isEqualTo(3);
      assertThat(playlist.segments())
          .containsExactly(
              new MediaPlaylist.Segment(
                  "a-0.ts", 2.6, Instant.parse("2026-11-22T00:48:34.879Z"), false));
    }

    @Test
    void numbersAndDiscontinuitiesAreCountedOnWhenSegmentsGoOutOfIt() {
      MediaPlaylist playlist = MediaPlaylist.parse(PLAYLIST);
      for (int i = 103; i < 103 + 13; i++) {
        playlist = playlist.with(new MediaPlaylist.Segment("b-" + i, 2, null, false));
      }
      assertThat(playlist.segments()).hasSize(15);
      assertThat(playlist.sequence()).isEqualTo(101);
      assertThat(playlist.breaks()).as("the break is still in it").isEqualTo(7);
      assertThat(playlist.allBreaks()).isEqualTo(8);
      playlist = playlist.with(new MediaPlaylist.Segment("c-116", 2, null, true));
      assertThat(playlist.sequence()).isEqualTo(102);
      assertThat(playlist.breaks()).isEqualTo(8);
      assertThat(playlist.allBreaks()).isEqualTo(9);
    }

    @Test
    void itCanEndSooner() {
      MediaPlaylist shorter = MediaPlaylist.parse(PLAYLIST).endingAt(100);
      assertThat(shorter.segments())
          .extracting(MediaPlaylist.Segment::name)
          .containsExactly("a-100.ts");
      assertThat(MediaPlaylist.parse(PLAYLIST).endingAt(99).segments()).isEmpty();
    }

    @Test
    void nonsenseIsPassedOver() {
      MediaPlaylist playlist =
          MediaPlaylist.parse(
              "#EXT-X-MEDIA-SEQUENCE:x\n\n#EXT-X-PROGRAM-DATE-TIME:noon\n#EXTINF:y\na.ts\n");
      assertThat(playlist.segments())
          .containsExactly(new MediaPlaylist.Segment("a.ts", 0, null, false));
    }
  }

  @Nested
  class Master {
    private final SegmentFacts facts =
        new SegmentFacts(new Sps("avc1.42C01E", 640, 360), "mp4a.40.2", 0L);

    @Test
    void bandwidthIsNeverBelowTheHighestRateThatWasSeen() {
      for (long peak : new long[] {0, 500_000, 1_200_000, 9_000_000}) {
        var variant = new MasterPlaylist.Variant(Rendition.P360, facts, 30, peak, peak / 2);
        assertThat(variant.bandwidth()).isGreaterThanOrEqualTo(peak);
        assertThat(variant.bandwidth()).isGreaterThan(Rendition.P360.bitrate());
        assertThat(variant.averageBandwidth()).isBetween(peak / 2, variant.bandwidth());
      }
    }

    @Test
    void soundOnlyHasNeitherResolutionNorFrameRate() {
      String text =
          MasterPlaylist.text(
              List.of(
                  new MasterPlaylist.Variant(Rendition.P360, facts, 30, 0, 0),
                  new MasterPlaylist.Variant(
                      Rendition.AUDIO, new SegmentFacts(null, "mp4a.40.2", 0L), 30, 0, 0)),
              "here_80");
      assertThat(text)
          .contains(
              "RESOLUTION=640x360,FRAME-RATE=30.000,CODECS=\"avc1.42C01E,mp4a.40.2\","
                  + "STABLE-VARIANT-ID=\"360p\",PATHWAY-ID=\"here_80\"\n360p/index.m3u8")
          .contains(
              ",CODECS=\"mp4a.40.2\",STABLE-VARIANT-ID=\"audio\",PATHWAY-ID=\"here_80\"\n"
                  + "audio/index.m3u8")
          .contains(
              "#EXT-X-CONTENT-STEERING:SERVER-URI=\"steering.json\",PATHWAY-ID=\"here_80\"\n");
      assertThat(text.split("RESOLUTION", -1)).hasSize(2);
    }
  }

  @Nested
  class ParameterSets {
    /** Of libx264, High@3.1, 1280x720, with cropping (height is no multiple of 16... of 32). */
    private static final String HIGH_1080 =
        "00000001 6764 0028 acd9 4078 0227 e59a 8080 80a0 0000 0300 2000 0007 8078 c1 8cb0";

    private static final String BASELINE = "00000001 6742 c00c 8c8d 4050 1e90 0f08 8466";

    @Test
    void aSetWithEmulationBytesAndCroppingIsRead() {
      Sps sps = Sps.in(HexFormat.of().parseHex(HIGH_1080.replace(" ", "")));
      assertThat(sps).isEqualTo(new Sps("avc1.640028", 1920, 1080));
    }

    @Test
    void aBaselineSetIsRead() {
      assertThat(Sps.in(HexFormat.of().parseHex(BASELINE.replace(" ", ""))).codec())
          .isEqualTo("avc1.42C00C");
    }

    @Test
    void aPictureWithoutOneIsSaidToHaveNone() {
      assertThatThrownBy(() -> Sps.in(new byte[] {0, 0, 0, 1, 0x65, 1, 2, 3}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no SPS");
    }
  }

  @Nested
  class Folder {
    private final List<Rendition> renditions = List.of(Rendition.P360, Rendition.P180);

    @Test
    void anEmptyFolderBeginsWithANumberThatWasNeverUsed(@TempDir Path path) throws Exception {
      Instant now = Instant.parse("2026-11-22T10:00:00Z");
      assertThat(new LadderFolder(path, renditions).prepare(now)).isEqualTo(now.getEpochSecond());
    }

    @Test
    void playlistsOfADeadRunAreCutToWhatAllRenditionsHave(@TempDir Path path) throws Exception {
      LadderFolder folder = new LadderFolder(path, renditions);
      folder.prepare(Instant.now());
      Files.writeString(folder.playlist(Rendition.P360), PLAYLIST + "#EXT-X-ENDLIST\n");
      Files.writeString(
          folder.playlist(Rendition.P180), PLAYLIST.replace("#EXTINF:2.000000,\nb-102.ts\n", ""));
      Files.writeString(folder.segment(Rendition.P360, "half.ts.tmp"), "x");
      folder.prepare(Instant.now());
      assertThat(folder.read(Rendition.P360).orElseThrow().last()).isEqualTo(101);
      assertThat(folder.read(Rendition.P180).orElseThrow().last()).isEqualTo(101);
      assertThat(Files.readString(folder.playlist(Rendition.P360))).doesNotContain("ENDLIST");
      assertThat(folder.segment(Rendition.P360, "half.ts.tmp")).doesNotExist();
    }

    @Test
    void anotherLadderBeginsAnewButAfterTheNumbersOfTheOldOne(@TempDir Path path) throws Exception {
      LadderFolder old = new LadderFolder(path, List.of(Rendition.P360));
      old.prepare(Instant.EPOCH);
      Files.writeString(old.playlist(Rendition.P360), PLAYLIST);
      LadderFolder folder = new LadderFolder(path, renditions);
      assertThat(folder.prepare(Instant.EPOCH)).isEqualTo(103);
      assertThat(folder.read(Rendition.P360)).isEmpty();
      new LadderFolder(path, List.of(Rendition.P180)).prepare(Instant.EPOCH);
      assertThat(path.resolve("360p")).doesNotExist();
    }

    @Test
    void aLadderThatMovedLeavesItsSegmentsAndBeginsAnewWhenItComesBack(@TempDir Path path)
        throws Exception {
      LadderFolder folder = new LadderFolder(path, List.of(Rendition.P360));
      folder.prepare(Instant.EPOCH);
      folder.writeMaster("master");
      Files.writeString(folder.playlist(Rendition.P360), PLAYLIST);
      Files.writeString(folder.segment(Rendition.P360, "b-102.ts"), "x");
      folder.leave();
      assertThat(folder.hasMaster()).isFalse();
      assertThat(folder.read(Rendition.P360)).isEmpty();
      assertThat(folder.segment(Rendition.P360, "b-102.ts")).exists();
      assertThat(folder.prepare(Instant.ofEpochSecond(5000))).isEqualTo(5000);
    }

    @Test
    void aFolderThatCannotBeMadeIsAPlainReason(@TempDir Path path) throws Exception {
      Path file = Files.writeString(path.resolve("file"), "in the way");
      assertThatThrownBy(
              () -> new LadderFolder(file.resolve("room"), renditions).prepare(Instant.now()))
          .isInstanceOf(io.roomfleet.agent.process.Work.CannotRun.class)
          .hasMessageStartingWith("cannot write to " + file.resolve("room"));
    }
  }
}

package io.roomfleet.agent.mkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.agent.testing.TestFfmpeg;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MkvTest {
  private record Block(int track, long millis, int length, int hash) {}

  private static List<Block> read(byte[] bytes, Random chunks) {
    List<Block> blocks = new ArrayList<>();
    MkvReader reader =
        new MkvReader(
            (track, millis, data) ->
                blocks.add(new Block(track, millis, data.length, Arrays.hashCode(data))));
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, 1 + chunks.nextInt(5000));
      reader.write(Arrays.copyOfRange(bytes, at, at + length), length);
      at += length;
    }
    return blocks;
  }

  @Test
  void blocksOfFfmpegAreReadInChunksOfAnySize() throws Exception {
    byte[] bytes =
        TestFfmpeg.output(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=64x36:rate=25",
            "-f",
            "lavfi",
            "-i",
            "sine",
            "-t",
            "2",
            "-c:v",
            "rawvideo",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "pcm_s16le",
            "-f",
            "matroska",
            "-live",
            "1",
            "-cluster_size_limit",
            "1",
            "pipe:1");
    List<Block> blocks = read(bytes, new Random(1));

    assertThat(blocks.stream().filter(b -> b.track() == 1))
        .hasSize(50)
        .allMatch(b -> b.length() == 64 * 36 * 3 / 2)
        .extracting(Block::millis)
        .isSorted()
        .contains(0L, 40L, 1960L);
    assertThat(blocks.stream().filter(b -> b.track() == 2).mapToInt(Block::length).sum())
        .isEqualTo(2 * 2 * 44_100);
    for (int seed = 2; seed < 20; seed++) {
      assertThat(read(bytes, new Random(seed))).isEqualTo(blocks);
    }
  }

  @Test
  void whatIsNotMatroskaIsSaid() {
    byte[] page =
        "\000<html>no such thing</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThatThrownBy(() -> read(page, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Matroska");
  }

  @Test
  void ffmpegReadsWhatIsWritten(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(MkvWriter.header(64, 36));
    for (int i = 0; i < 30; i++) {
      byte[] picture = new byte[64 * 36 * 3 / 2];
      Arrays.fill(picture, (byte) i);
      byte[] sound = new byte[1600 * 4];
      all.writeBytes(MkvWriter.before(MkvWriter.VIDEO, i * 10_000L / 30, picture.length));
      all.writeBytes(picture);
      all.writeBytes(MkvWriter.before(MkvWriter.AUDIO, i * 10_000L / 30, sound.length));
      all.writeBytes(sound);
    }
    Path file = Files.write(folder.resolve("made.mkv"), all.toByteArray());
    JsonNode found =
        TestFfmpeg.probe("-show_streams", "-show_packets", "-of", "json", file.toString());

    JsonNode video = found.get("streams").get(0);
    assertThat(video.get("codec_name").asText()).isEqualTo("rawvideo");
    assertThat(video.get("pix_fmt").asText()).isEqualTo("yuv420p");
    assertThat(video.get("width").asInt()).isEqualTo(64);
    JsonNode audio = found.get("streams").get(1);
    assertThat(audio.get("codec_name").asText()).isEqualTo("pcm_s16le");
    assertThat(audio.get("channels").asInt()).isEqualTo(2);
    assertThat(audio.get("sample_rate").asText()).isEqualTo("48000");
    List<Double> times = new ArrayList<>();
    for (JsonNode packet : found.get("packets")) {
      if (packet.get("codec_type").asText().equals("video")) {
        times.add(packet.get("pts_time").asDouble());
      }
    }
    assertThat(times).hasSize(30).contains(0.0, 0.0333, 0.9666);
  }
}

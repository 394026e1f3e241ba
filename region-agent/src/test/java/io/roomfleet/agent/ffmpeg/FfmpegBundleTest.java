package io.roomfleet.agent.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomfleet.agent.testing.TestFfmpeg;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegBundleTest {
  private static final List<String> DEVICE_LIBRARIES =
      List.of("libasound.so.2", "libpulse.so.0", "libxcb-shm.so.0", "libxcb.so.1");

  @Test
  void theProgramsRunWithoutTheLibrariesOfScreensAndSoundCards() throws Exception {
    Ffmpeg ffmpeg = TestFfmpeg.get();
    ProcessBuilder builder =
        new ProcessBuilder(ffmpeg.ffmpeg().toString(), "-version").redirectErrorStream(true);
    ffmpeg.prepare(builder);
    builder.environment().put("LD_TRACE_LOADED_OBJECTS", "1"); // as ldd does: list, do not run
    Process loader = builder.start();
    String loaded = new String(loader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(loader.waitFor()).isZero();
    String folder = String.valueOf(ffmpeg.ffmpeg().getParent());
    for (String library : DEVICE_LIBRARIES) {
      assertThat(loaded).contains(library + " => " + folder + "/" + library + " ");
    }
    assertThat(loaded).doesNotContain("not found").doesNotContain("no version information");
  }

  @Test
  void aPictureWithTextAndSoundIsEncoded(@TempDir Path cache) throws Exception {
    Files.createDirectories(cache);
    Ffmpeg ffmpeg = TestFfmpeg.get();
    byte[] slate =
        SlateFile.load(ffmpeg, cache, new Picture(320, 180, 25), "It's 10:00, [soon]; 50%");
    assertThat(slate.length).isGreaterThan(50_000);
    assertThat(slate.length % 188).isZero();
    assertThat(Files.list(cache)).as("kept for the next start, and nothing else").hasSize(1);
  }

  @Test
  void manyAgentsMayUnpackAtOnce(@TempDir Path cache) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Ffmpeg>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Callable<Ffmpeg> locate = () -> FfmpegBundle.locate(null, cache);
        all.add(threads.submit(locate));
      }
      for (Future<Ffmpeg> one : all) {
        assertThat(one.get().encoder()).isEqualTo(H264Encoder.OPENH264);
      }
      assertThat(Files.list(cache)).as("one bundle, no leftovers").hasSize(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aSystemFfmpegThatIsNoneIsRefusedInOneSentence() {
    assertThatThrownBy(() -> FfmpegBundle.locate(Path.of("/nowhere/ffmpeg"), TestFfmpeg.CACHE))
        .isInstanceOf(FfmpegUnavailable.class)
        .hasMessage("ffmpeg: /nowhere/ffmpeg (expected: a program, with ffprobe beside it)");
  }

  @Test
  void aSystemFfmpegIsTakenWithItsBestEncoder(@TempDir Path folder) throws Exception {
    for (String program : List.of("ffmpeg", "ffprobe")) {
      Path script = folder.resolve(program);
      Files.writeString(
          script,
          """
          #!/bin/sh
          case "$*" in
            *encoders*) echo ' V....D libopenh264 x'; echo ' V....D libx264 y'; echo ' A....D aac z' ;;
            *) echo 'ffmpeg version 9.9-test made up' ;;
          esac
          """);
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }
    Ffmpeg ffmpeg = FfmpegBundle.locate(folder.resolve("ffmpeg"), TestFfmpeg.CACHE);
    assertThat(ffmpeg.encoder()).isEqualTo(H264Encoder.X264);
    assertThat(ffmpeg.version()).isEqualTo("9.9-test");
    assertThat(ffmpeg.environment()).isEmpty();
  }
}

import com.sun.net.httpserver.HttpServer;
import io.roomfleet.agent.ffmpeg.Ffmpeg;
import io.roomfleet.agent.ffmpeg.FfmpegBundle;
import io.roomfleet.agent.ffmpeg.LadderCommand;
import io.roomfleet.api.room.Rendition;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What looking for black, still and silent input costs a ladder: seconds of processor time for {@code SECONDS} of media, with and without
 * in turns, {@code ROUNDS} times; as cores, since a live ladder has a second for each. Arguments: SECONDS ROUNDS.
 */
public class EncoderDetectors {
  private static final Pattern CPU = Pattern.compile("bench: utime=([0-9.]+)s stime=([0-9.]+)s");

  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    Ffmpeg ffmpeg = FfmpegBundle.locate(null, Path.of(System.getProperty("user.home"), ".cache", "roomfleet"));
    Path folder = Files.createTempDirectory("roomfleet-detectors");
    byte[] media = media(ffmpeg, seconds);
    HttpServer line = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    line.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, media.length);
          exchange.getResponseBody().write(media);
          exchange.close();
        });
    line.start();
    URI input = URI.create("http://127.0.0.1:" + line.getAddress().getPort() + "/line.ts");
    System.out.println("| ladder | cores without | cores with | more |");
    System.out.println("|---|---|---|---|");
    try {
      measure(ffmpeg, folder, input, "180p", List.of(Rendition.P180, Rendition.AUDIO), seconds, rounds);
      measure(
          ffmpeg,
          folder,
          input,
          "720p, 360p, 180p",
          List.of(Rendition.P720, Rendition.P360, Rendition.P180),
          seconds,
          rounds);
    } finally {
      line.stop(0);
      try (var all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  private static void measure(
      Ffmpeg ffmpeg, Path folder, URI input, String name, List<Rendition> ladder, int seconds, int rounds) throws Exception {
    double[][] cores = new double[2][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int with = 0; with < 2; with++) {
        LadderCommand command = new LadderCommand(input, ladder, 30, "r" + round + with, with == 1);
        cores[with][round] = cpu(ffmpeg, folder, ladder, command.arguments(ffmpeg)) / seconds;
        System.err.printf(Locale.ROOT, "%s, detect=%d: %.4f cores%n", name, with, cores[with][round]);
      }
    }
    for (double[] values : cores) {
      Arrays.sort(values);
    }
    double without = cores[0][rounds / 2];
    double with = cores[1][rounds / 2];
    System.out.printf(
        Locale.ROOT, "| %s | %.3f | %.3f | %.3f (%.1f %%) |%n", name, without, with, with - without, 100 * (with / without - 1));
  }

  private static double cpu(Ffmpeg ffmpeg, Path folder, List<Rendition> ladder, List<String> words) throws Exception {
    for (Rendition rendition : ladder) {
      Files.createDirectories(folder.resolve(rendition.label()));
    }
    List<String> command = new ArrayList<>(words);
    command.set(command.indexOf("warning"), "info");
    command.add(1, "-benchmark");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    ffmpeg.prepare(builder);
    Process process = builder.start();
    String said;
    try (InputStream in = process.getInputStream()) {
      said = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Matcher cpu = CPU.matcher(said);
    if (process.waitFor() != 0 || !cpu.find()) {
      throw new IllegalStateException("ffmpeg says: " + said);
    }
    return Double.parseDouble(cpu.group(1)) + Double.parseDouble(cpu.group(2));
  }

  private static byte[] media(Ffmpeg ffmpeg, int seconds) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            ffmpeg.ffmpeg().toString(), "-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc2=s=1280x720:r=30:d=" + seconds,
            "-f", "lavfi", "-i", "sine=r=48000:d=" + seconds, "-c:v", "libopenh264", "-b:v", "3M", "-g", "60", "-c:a", "aac",
            "-f", "mpegts", "-");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    ffmpeg.prepare(builder);
    try (InputStream in = builder.start().getInputStream()) {
      return in.readAllBytes();
    }
  }
}

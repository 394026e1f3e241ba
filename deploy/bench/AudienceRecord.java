import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomfleet.agent.audience.AudienceSettings;
import io.roomfleet.agent.audience.Audiences;
import io.roomfleet.agent.audience.Visit;
import io.roomfleet.agent.cmcd.Cmcd;
import io.roomfleet.agent.viewer.SubRoomKey;
import io.roomfleet.api.agent.AudienceWindow;
import io.roomfleet.sketch.Uniques;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an agent says of one sub-room, and what it costs to count: made-up viewers, each of whom asks for a segment every 2 s with CMCD,
 * half of them from the first seconds on, the others coming evenly over the first half; a tenth leaves early. Arguments: SECONDS of the
 * broadcast, VIEWERS of each run ...
 */
public class AudienceRecord {
  private static final SubRoomKey KEY = new SubRoomKey("promo-2026-11-28", "de-de");
  private static final String[] RENDITIONS = {"180p", "360p", "720p", "1080p"};
  private static final String[] COUNTRIES = {"DE", "AT", "CH", "FR", "NL", "PL", "DK", "LU"};
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(arguments[0]);
    System.out.println("| viewers | counted at the end | distinct, error | bytes/s, median | most | of a request's time |");
    System.out.println("|---|---|---|---|---|---|");
    for (int i = 1; i < arguments.length; i++) {
      run(Integer.parseInt(arguments[i]), seconds);
    }
  }

  private static void run(int viewers, int seconds) throws Exception {
    AtomicLong clock = new AtomicLong(1_764_288_000_000L);
    Audiences audiences = new Audiences(new AudienceSettings(true, 2_000_000, false, "", null), clock::get);
    SplittableRandom random = new SplittableRandom(viewers);
    long[] ids = random.longs(viewers).toArray();
    List<Integer> sizes = new ArrayList<>();
    Uniques seen = new Uniques();
    long visits = 0;
    long nanos = 0;
    int counted = 0;
    for (int second = 0; second < seconds; second++) {
      int here = (int) Math.min(viewers, viewers / 2L + (long) viewers * second / seconds);
      for (int half = 0; half < 10; half++) {
        long start = System.nanoTime();
        for (int v = half; v < here; v += 10) {
          boolean gone = v % 10 == 3 && second > seconds / 2;
          if ((v / 10 + second) % 2 == 0 && !gone) {
            audiences.visit(visit(ids[v], v, random));
            visits++;
          }
        }
        nanos += System.nanoTime() - start;
        clock.addAndGet(100);
      }
      List<AudienceWindow> windows = audiences.unsaid();
      audiences.delivered(windows);
      for (AudienceWindow window : windows) {
        sizes.add(JSON.writeValueAsBytes(window).length);
        seen.merge(Uniques.decode(Base64.getDecoder().decode(window.uniques())));
        counted = window.viewers();
      }
    }
    int[] sorted = sizes.stream().mapToInt(n -> n).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "| %,d | %,d | %.2f %% | %,d | %,d | %.2f µs |%n",
        viewers,
        counted,
        100 * Math.abs(seen.estimate() / viewers - 1),
        sorted[sorted.length / 2],
        Arrays.stream(sorted).max().orElse(0),
        nanos / 1e3 / visits);
  }

  private static Visit visit(long id, int number, SplittableRandom random) {
    Cmcd cmcd =
        new Cmcd(
            null,
            800,
            (int) (4_000 + 3_000 * random.nextDouble() * random.nextDouble()),
            (int) Math.exp(7 + 3 * random.nextDouble()) / 100 * 100,
            random.nextInt(50) == 0,
            null);
    return new Visit(
        KEY, Visit.Kind.SEGMENT, id, cmcd, RENDITIONS[number % 4], () -> COUNTRIES[number % COUNTRIES.length]);
  }
}

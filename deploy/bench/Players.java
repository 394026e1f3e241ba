import io.roomfleet.deploy.audience.Audience;

/**
 * For how long each of some real players stalled: plain hls.js in one Chromium, a player for each URL.
 *
 * <p>Arguments: seconds, then master playlists (the same one several times for several players). The players are those of the tests, so
 * these have to be compiled ({@code mvn test-compile}) and Chromium installed; other benchmarks use {@link Audience} in the same way.
 */
public class Players {
  public static void main(String[] arguments) throws Exception {
    Audience.main(arguments);
  }
}

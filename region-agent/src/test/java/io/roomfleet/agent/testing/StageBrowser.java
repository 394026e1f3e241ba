package io.roomfleet.agent.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * A real Chromium, on a page of its own that publishes one colour and a tone by WHIP, and plays
 * others by WHEP. Where there is no Chromium or no Janus, tests are skipped, unless {@code
 * ROOMFLEET_REQUIRE_BROWSER} or {@code ROOMFLEET_REQUIRE_JANUS} is true.
 */
public final class StageBrowser implements AutoCloseable {
  private static final String PAGE =
      """
      <!doctype html><title>stage</title><body><script>
      const state = {};
      function picture(colour) {
        const canvas = document.createElement('canvas');
        canvas.width = 320; canvas.height = 180;
        const to = canvas.getContext('2d');
        let n = 0;
        setInterval(() => {
          const lit = colour === 'flash' && Date.now() % 2000 < 120;
          to.fillStyle = lit ? 'white' : colour === 'flash' ? 'black' : colour;
          to.fillRect(0, 0, 320, 180);
          if (state.gain) state.gain.gain.value = colour !== 'flash' || lit ? 1 : 0;
          if (lit) return;
          for (let i = 0; i < 24; i++) {
            to.fillStyle = (n + i) % 2 ? 'rgba(255,255,255,0.25)' : 'rgba(0,0,0,0.25)';
            to.fillRect((n * 7 + i * 53) % 320, (i * 31 + n * 3) % 180, 12, 12);
          }
          if (colour === 'clock') {
            // The time of day in 20 bits, as squares that stand a second look by a lossy codec.
            const now = Date.now() % 1048576;
            for (let bit = 0; bit < 20; bit++) {
              to.fillStyle = (now >> bit) & 1 ? 'white' : 'black';
              to.fillRect(bit * 16, 0, 16, 32);
            }
          }
          n++;
        }, colour === 'clock' || colour === 'flash' ? 50 : 100);
        return canvas.captureStream(20).getVideoTracks()[0];
      }
      function tone(hertz) {
        const audio = new AudioContext();
        const oscillator = audio.createOscillator();
        oscillator.frequency.value = hertz;
        const to = audio.createMediaStreamDestination();
        state.gain = audio.createGain();
        oscillator.connect(state.gain); state.gain.connect(to); oscillator.start(); audio.resume();
        return to.stream.getAudioTracks()[0];
      }
      async function gathered(pc) {
        if (pc.iceGatheringState === 'complete') return;
        await new Promise(done => {
          pc.addEventListener('icegatheringstatechange',
              () => pc.iceGatheringState === 'complete' && done());
          setTimeout(done, 2000);
        });
      }
      async function send(method, url, token, body) {
        const headers = {Authorization: 'Bearer ' + token};
        if (body) headers['Content-Type'] = 'application/sdp';
        const answer = await fetch(url, {method, headers, body});
        const text = await answer.text();
        if (!answer.ok) throw new Error(answer.status + ' ' + text);
        return {text, at: answer.headers.get('Location')};
      }
      /** Of a lossy network: what the other side is told of this one, and this one of it. */
      async function through(way, sdp) {
        if (!LOSSY) return sdp;
        const answer = await fetch('/through/' + way, {method: 'POST', body: sdp});
        if (!answer.ok) throw new Error('network: ' + await answer.text());
        return answer.text();
      }
      async function publish(base, seat, token, colour, hertz, video) {
        const pc = new RTCPeerConnection();
        const tracks = [tone(hertz)];
        if (video) tracks.push(picture(colour));
        const stream = new MediaStream(tracks);
        tracks.forEach(track => pc.addTrack(track, stream));
        await pc.setLocalDescription(await pc.createOffer());
        await gathered(pc);
        const offer = await through('janus', pc.localDescription.sdp);
        const made = await send('POST', base + '/' + seat + '/whip', token, offer);
        await pc.setRemoteDescription({type: 'answer', sdp: await through('browser', made.text)});
        state.pub = {pc, at: new URL(made.at, base).href, token};
        return 'published';
      }
      async function watch(base, seat, token, other) {
        const made = await send('POST', base + '/' + seat + '/whep/' + other, token);
        const pc = new RTCPeerConnection();
        const video = document.createElement('video');
        video.volume = 0.2; video.autoplay = true;
        document.body.appendChild(video);
        video.srcObject = new MediaStream();
        pc.ontrack = e => { video.srcObject.addTrack(e.track); video.play(); };
        await pc.setRemoteDescription({type: 'offer', sdp: await through('browser', made.text)});
        await pc.setLocalDescription(await pc.createAnswer());
        await gathered(pc);
        const answer = await through('janus', pc.localDescription.sdp);
        await send('PATCH', new URL(made.at, base).href, token, answer);
        state.sub = {pc, video};
        return 'watches';
      }
      function seen() {
        const video = state.sub && state.sub.video;
        if (!video || !video.videoWidth) return 'nothing';
        const canvas = document.createElement('canvas');
        canvas.width = 1; canvas.height = 1;
        const to = canvas.getContext('2d');
        to.drawImage(video, 0, 0, 1, 1);
        return [...to.getImageData(0, 0, 1, 1).data].slice(0, 3).join(' ');
      }
      async function inbound() {
        const all = {};
        (await state.sub.pc.getStats()).forEach(each => {
          if (each.type === 'inbound-rtp') all[each.kind] = each;
        });
        return all;
      }
      /** What is seen and heard for so long, with what the browser counts meanwhile. */
      async function look(seconds) {
        const before = await inbound();
        const begun = performance.now();
        let last = begun, longest = 0, shown = 0, over = false;
        const video = state.sub.video;
        const next = () => video.requestVideoFrameCallback(() => {
          const now = performance.now();
          longest = Math.max(longest, now - last);
          last = now; shown++;
          if (!over) next();
        });
        next();
        const found = await lags(seconds);
        over = true;
        const after = await inbound();
        const of = (kind, name) => (after[kind][name] || 0) - (before[kind][name] || 0);
        return JSON.stringify({lags: found, minutes: (performance.now() - begun) / 60000, shown,
            longest: Math.max(longest, performance.now() - last),
            freezes: of('video', 'freezeCount'), frozen: of('video', 'totalFreezesDuration'),
            packets: of('video', 'packetsReceived'), lost: of('video', 'packetsLost'),
            again: of('video', 'retransmittedPacketsReceived'),
            nacks: of('video', 'nackCount'), plis: of('video', 'pliCount'),
            fec: of('audio', 'fecPacketsReceived'),
            samples: of('audio', 'totalSamplesReceived'), concealed: of('audio', 'concealedSamples'),
            silent: of('audio', 'silentConcealedSamples')});
      }
      async function lags(seconds) {
        const video = state.sub.video;
        const canvas = document.createElement('canvas');
        canvas.width = 320; canvas.height = 180;
        const to = canvas.getContext('2d', {willReadFrequently: true});
        const found = [];
        const end = Date.now() + seconds * 1000;
        while (Date.now() < end) {
          await new Promise(done => {
            video.requestVideoFrameCallback(done);
            setTimeout(done, Math.max(0, end - Date.now()));
          });
          if (Date.now() >= end) break;
          const now = Date.now() % 1048576;
          to.drawImage(video, 0, 0, 320, 180);
          const line = to.getImageData(0, 14, 320, 1).data;
          let then = 0;
          for (let bit = 0; bit < 20; bit++) {
            if (line[(bit * 16 + 8) * 4] > 127) then |= 1 << bit;
          }
          const lag = (now - then + 1048576) % 1048576;
          if (lag < 10000) found.push(lag);
        }
        return found.join(' ');
      }
      async function stats() {
        const all = {};
        (await state.sub.pc.getStats()).forEach(each => {
          if (each.type === 'inbound-rtp') {
            all[each.kind + 'Packets'] = each.packetsReceived;
            if (each.kind === 'video') all.frames = each.framesDecoded;
            if (each.kind === 'audio') all.energy = each.totalAudioEnergy;
          }
        });
        return JSON.stringify(all);
      }
      </script></body>
      """;

  private static final List<Path> DRIVERS =
      List.of(Path.of("/usr/bin/chromedriver"), Path.of("/usr/lib/chromium/chromedriver"));

  private final HttpServer server;
  private final ChromeDriver driver;

  private StageBrowser(HttpServer server, ChromeDriver driver) {
    this.server = server;
    this.driver = driver;
  }

  /** Whether there is a Janus; else the test is skipped, or fails if it must not be. */
  public static void needJanus() {
    need("ROOMFLEET_REQUIRE_JANUS", "janus", Path.of("/usr/bin/janus"));
  }

  private static void need(String must, String name, Path path) {
    boolean there = Files.isExecutable(path);
    if (!there && Boolean.parseBoolean(System.getenv(must))) {
      throw new IllegalStateException(name + " is not installed (looked at " + path + ")");
    }
    assumeTrue(there, name + " is not installed");
  }

  public static StageBrowser start() throws Exception {
    return start(null);
  }

  /**
   * @param network between its media and the agent; null for none
   */
  public static StageBrowser start(@Nullable LossyNetwork network) throws Exception {
    Path browser = Path.of("/usr/bin/chromium");
    Path service = DRIVERS.stream().filter(Files::isExecutable).findFirst().orElse(DRIVERS.get(0));
    need("ROOMFLEET_REQUIRE_BROWSER", "Chromium", browser);
    need("ROOMFLEET_REQUIRE_BROWSER", "chromedriver", service);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page =
              PAGE.replace("LOSSY", network == null ? "false" : "true")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    if (network != null) {
      server.createContext("/through/janus", exchange -> through(exchange, network::toJanus));
      server.createContext("/through/browser", exchange -> through(exchange, network::toBrowser));
    }
    server.start();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--disable-background-timer-throttling",
        "--disable-renderer-backgrounding",
        "--autoplay-policy=no-user-gesture-required",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        "--window-size=700,500");
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(service.toFile())
                .usingAnyFreePort()
                .build(),
            options);
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(40));
    StageBrowser made = new StageBrowser(server, driver);
    made.open();
    return made;
  }

  private interface Rewrite {
    String of(String sdp) throws IOException;
  }

  private static void through(HttpExchange exchange, Rewrite rewrite) throws IOException {
    byte[] told;
    int status = 200;
    try {
      String sdp = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      told = rewrite.of(sdp).getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      status = 500;
      told = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
    }
    exchange.sendResponseHeaders(status, told.length);
    exchange.getResponseBody().write(told);
    exchange.close();
  }

  /** The page anew: its connections are gone without a word. */
  public void open() {
    driver.get("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private String run(String call) {
    Object said =
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "Promise.resolve().then(() => "
                + call
                + ").then(done, e => done('failed: ' + e.message));");
    return String.valueOf(said);
  }

  /** Publishes a colour and a tone; answers {@code published}, or what failed. */
  public String publish(
      String stage, String seat, String token, String colour, int hertz, boolean video) {
    return run(
        "publish('%s', '%s', '%s', '%s', %d, %s)"
            .formatted(stage, seat, token, colour, hertz, video));
  }

  /** Plays what {@code other} publishes; answers {@code watches}, or what failed. */
  public String watch(String stage, String seat, String token, String other) {
    return run("watch('%s', '%s', '%s', '%s')".formatted(stage, seat, token, other));
  }

  /** Mean red, green and blue of what it plays; {@code nothing} while there is none. */
  public String seen() {
    return run("seen()");
  }

  /** What it and Janus agreed on for what it publishes: Janus's answer. */
  public String agreed() {
    return run("state.pub.pc.remoteDescription.sdp");
  }

  /** What the browser counted of what it plays, as JSON. */
  public String stats() {
    return run("stats()");
  }

  /** What is seen of a {@code clock}, and what the browser counted meanwhile, as JSON. */
  public String look(int seconds) {
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(seconds + 30L));
    return run("look(%d)".formatted(seconds));
  }

  /** How old each picture of a {@code clock} is when it is shown, ms. */
  public String lags(int seconds) {
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(seconds + 30L));
    return run("lags(%d)".formatted(seconds));
  }

  @Override
  public void close() {
    driver.quit();
    server.stop(0);
  }
}

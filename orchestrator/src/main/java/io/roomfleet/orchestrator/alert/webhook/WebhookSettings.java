package io.roomfleet.orchestrator.alert.webhook;

import com.typesafe.config.Config;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Where events of alerts are sent to.
 *
 * @param secret the key of the signatures
 * @param giveUp what is older is passed over
 */
public record WebhookSettings(URI url, byte[] secret, Duration giveUp) {
  private static final String PREFIX = "whsec_";
  private static final int LEAST = 24;

  /**
   * Reads them; nothing when no URL is set.
   *
   * @throws IllegalArgumentException in one plain sentence, when a value is wrong
   */
  public static Optional<WebhookSettings> of(Config config) {
    Config webhook = config.getConfig("roomfleet.alerts.webhook");
    String url = webhook.getString("url");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    URI uri = URI.create(url);
    if (uri.getHost() == null || !("" + uri.getScheme()).startsWith("http")) {
      throw new IllegalArgumentException(
          "roomfleet.alerts.webhook.url: " + url + " (expected: an http or https URL)");
    }
    return Optional.of(
        new WebhookSettings(
            uri, secret(webhook.getString("secret")), webhook.getDuration("give-up")));
  }

  private static byte[] secret(String text) {
    byte[] key;
    try {
      key =
          Base64.getDecoder()
              .decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
    } catch (IllegalArgumentException e) {
      key = new byte[0];
    }
    if (key.length < LEAST) {
      throw new IllegalArgumentException(
          "roomfleet.alerts.webhook.secret: not shown (expected: "
              + PREFIX
              + " and base64 of at least "
              + LEAST
              + " bytes)");
    }
    return key;
  }
}

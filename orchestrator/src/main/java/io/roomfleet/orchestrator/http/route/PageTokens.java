package io.roomfleet.orchestrator.http.route;

import io.roomfleet.api.problem.Problem.FieldError;
import io.roomfleet.orchestrator.http.wire.RefusedRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Page tokens as callers see them: what the view gave, sealed together with the list that it
 * belongs to. A token that was altered, or that is used with another list or filter, is refused.
 */
public final class PageTokens {
  private static final int SEAL_LENGTH = 16;

  private final SecretKeySpec key;

  /**
   * @param secret the same on every node, so that any of them can give the next page
   */
  public PageTokens(String secret) {
    this.key =
        new SecretKeySpec(("page tokens:" + secret).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /**
   * @param list which list, with its filter
   * @param viewToken what the view gave, null on the last page
   */
  @Nullable String seal(String list, @Nullable String viewToken) {
    if (viewToken == null) {
      return null;
    }
    byte[] content = viewToken.getBytes(StandardCharsets.UTF_8);
    byte[] whole = Arrays.copyOf(sealOf(list, content), SEAL_LENGTH + content.length);
    System.arraycopy(content, 0, whole, SEAL_LENGTH, content.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /**
   * What the view gave, or null when there is no token.
   *
   * @throws RefusedRequest 400 {@code bad_page_token}
   */
  @Nullable String open(String list, @Nullable String token) {
    if (token == null) {
      return null;
    }
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw bad(token);
    }
    if (whole.length < SEAL_LENGTH) {
      throw bad(token);
    }
    byte[] content = Arrays.copyOfRange(whole, SEAL_LENGTH, whole.length);
    byte[] seal = Arrays.copyOf(whole, SEAL_LENGTH);
    if (!MessageDigest.isEqual(seal, sealOf(list, content))) {
      throw bad(token);
    }
    return new String(content, StandardCharsets.UTF_8);
  }

  private byte[] sealOf(String list, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(list.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Arrays.copyOf(mac.doFinal(content), SEAL_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static RefusedRequest bad(String token) {
    return new RefusedRequest(
        400,
        "bad_page_token",
        new FieldError(
            "pageToken",
            token.length() <= 100 ? token : token.substring(0, 100),
            "the nextPageToken of the page before, of the same list with the same filter"));
  }
}

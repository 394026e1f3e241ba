package io.roomfleet.orchestrator.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that this node knows. Only their SHA-256 hashes are kept, and looking one up takes the
 * same time whichever it is, or none.
 */
public final class Tokens {
  /** Fewer characters than this can be guessed. */
  public static final int MIN_LENGTH = 16;

  @SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
  private record Known(byte[] hash, Principal principal) {
    static Known of(String token, Principal principal) {
      return new Known(sha256(token), principal);
    }
  }

  private final List<Known> known;

  private Tokens(List<Known> known) {
    this.known = known;
  }

  /**
   * Takes the tokens of the settings.
   *
   * @param adminToken the API token; null or blank when it was not set
   * @param joinTokens region to the token that its agents join with
   * @throws IllegalArgumentException in one plain sentence, when a token is missing, shorter than
   *     {@value #MIN_LENGTH} characters, has a character that no header can carry, or stands for
   *     two at once. No message holds a token.
   */
  public static Tokens of(@Nullable String adminToken, Map<String, String> joinTokens) {
    List<Known> known = new ArrayList<>();
    add(known, "the API token (ROOMFLEET_API_TOKEN)", adminToken, new Principal.Admin());
    joinTokens.forEach(
        (region, token) ->
            add(
                known,
                "the join token of region " + region,
                token,
                new Principal.AgentsOf(region)));
    return new Tokens(List.copyOf(known));
  }

  /** Whom {@code token} stands for, or nobody. */
  public Optional<Principal> principalOf(String token) {
    byte[] hash = sha256(token);
    Principal found = null;
    for (Known candidate : known) {
      if (MessageDigest.isEqual(candidate.hash(), hash)) {
        found = candidate.principal();
      }
    }
    return Optional.ofNullable(found);
  }

  private static void add(
      List<Known> known, String what, @Nullable String token, Principal principal) {
    if (token == null || token.isBlank()) {
      throw new IllegalArgumentException(
          what + ": not set (expected: at least " + MIN_LENGTH + " characters)");
    }
    if (token.length() < MIN_LENGTH) {
      throw new IllegalArgumentException(
          "%s: %d characters (expected: at least %d)".formatted(what, token.length(), MIN_LENGTH));
    }
    if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          what + ": has a blank or a character outside ASCII (expected: visible ASCII)");
    }
    byte[] hash = sha256(token);
    for (Known other : known) {
      if (MessageDigest.isEqual(other.hash(), hash)) {
        throw new IllegalArgumentException(
            what + ": the same as of " + other.principal().name() + " (expected: one of its own)");
      }
    }
    known.add(Known.of(token, principal));
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

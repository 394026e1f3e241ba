package io.roomfleet.orchestrator.security;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the {@code Authorization} header who may pass.
 *
 * <p>On the API: the admin token passes; no token, another scheme or an unknown token is 401; an
 * agents' token is 403. On an agent session: the join token of the session's region passes; the
 * join token of another region and the admin token are 403.
 */
public final class Guard {
  private static final String REALM = "Bearer realm=\"roomfleet\"";

  private final Tokens tokens;

  public Guard(Tokens tokens) {
    this.tokens = tokens;
  }

  /** What the guard says. */
  public sealed interface Verdict {}

  /** The caller may. */
  public record Pass(Principal principal) implements Verdict {}

  /**
   * The caller may not.
   *
   * @param status 401 or 403
   * @param challenge the {@code WWW-Authenticate} of a 401; null with a 403
   */
  public record Stop(int status, String code, String detail, @Nullable String challenge)
      implements Verdict {}

  /**
   * May this caller use the API?
   *
   * @param authorization the header's value, null when there is none
   */
  public Verdict toApi(@Nullable String authorization) {
    Verdict identified = identify(authorization);
    if (identified instanceof Pass pass && pass.principal() instanceof Principal.AgentsOf agents) {
      return new Stop(
          403,
          "agent_token_not_allowed",
          "the join token of region "
              + agents.region()
              + " opens agent sessions only (expected: the API token)",
          null);
    }
    return identified;
  }

  /**
   * May this caller open an agent's session?
   *
   * @param authorization the header's value, null when there is none
   * @param region that the agent says it is in; null when it says none
   */
  public Verdict toAgentSession(@Nullable String authorization, @Nullable String region) {
    Verdict identified = identify(authorization);
    if (!(identified instanceof Pass pass)) {
      return identified;
    }
    if (pass.principal() instanceof Principal.AgentsOf agents) {
      return agents.region().equals(region)
          ? pass
          : new Stop(
              403,
              "wrong_region",
              "region: %s (expected: %s, which the join token is bound to)"
                  .formatted(region, agents.region()),
              null);
    }
    return new Stop(
        403,
        "admin_token_not_allowed",
        "the API token opens no agent session (expected: the region's join token)",
        null);
  }

  private Verdict identify(@Nullable String authorization) {
    if (authorization == null) {
      return new Stop(
          401, "unauthenticated", "Authorization: missing (expected: Bearer <token>)", REALM);
    }
    int blank = authorization.indexOf(' ');
    String scheme = blank < 0 ? authorization : authorization.substring(0, blank);
    if (blank < 0 || !scheme.toLowerCase(Locale.ROOT).equals("bearer")) {
      return new Stop(
          401,
          "unauthenticated",
          "Authorization: no bearer token (expected: Bearer <token>)",
          REALM);
    }
    Optional<Principal> principal = tokens.principalOf(authorization.substring(blank + 1).trim());
    if (principal.isEmpty()) {
      return new Stop(
          401,
          "unauthenticated",
          "Authorization: a token that is not known (expected: one from this fleet's settings)",
          REALM + ", error=\"invalid_token\"");
    }
    return new Pass(principal.get());
  }
}

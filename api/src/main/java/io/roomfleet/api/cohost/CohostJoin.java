package io.roomfleet.api.cohost;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one in a session needs to connect by browser: publish with WHIP at {@code
 * {url}/{seat}/whip}, play each of the others with WHEP at {@code {url}/{seat}/whep/{other}}, with
 * the token as a bearer token.
 *
 * @param url null while the session has no place for its media yet: look at the session again
 * @param seat the one who joins, as the stage names it
 * @param token known to nobody else; it is not told again
 * @param expiresAt from when on nobody can connect by it; who is connected stays
 * @param others who else is there, as the stage names them
 */
public record CohostJoin(
    @Nullable URI url, String seat, String token, Instant expiresAt, List<String> others) {}

package io.roomfleet.api.cohost;

/**
 * Takes another token in place of the one that is used.
 *
 * @param next 32 random bytes of the client's, in base64url without padding: it can be tried when
 *     the answer is lost
 */
public record StageRenewRequest(String next) {}

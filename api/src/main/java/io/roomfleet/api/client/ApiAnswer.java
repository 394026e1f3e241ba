package io.roomfleet.api.client;

import org.jspecify.annotations.Nullable;

/**
 * What the API said to a call that it carried out.
 *
 * @param status 200 to 299
 * @param json the body as it came
 * @param value the body, read
 * @param etag the entity's, with its quotes; null when the answer had none
 */
public record ApiAnswer<T>(int status, String json, T value, @Nullable String etag) {}

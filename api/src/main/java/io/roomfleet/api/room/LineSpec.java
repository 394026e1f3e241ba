package io.roomfleet.api.room;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An ingest line, as asked for.
 *
 * @param id unique in the room, {@code [a-z0-9-]{1,32}}
 * @param kind how the video comes in
 * @param url what to fetch, for {@code pull} alone (rtmp, rtmps, srt, http or https)
 */
public record LineSpec(String id, LineKind kind, @Nullable URI url) {}

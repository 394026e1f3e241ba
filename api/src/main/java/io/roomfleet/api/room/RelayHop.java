package io.roomfleet.api.room;

import org.jspecify.annotations.Nullable;

/**
 * How a region gets its copy of a line from another one.
 *
 * @param lineId the line; one for each line that is played or copied anywhere
 * @param region the one that has the copy
 * @param from the region that it reads; null while that is not known
 * @param why it reads there, or what it waits for
 * @param fallback the region that its agent reads by itself while {@code from} fails; null for none
 * @param fallbackWhy why that one, or why none
 * @param confirmed whether its agent has said that it does so
 */
public record RelayHop(
    String lineId,
    String region,
    @Nullable String from,
    String why,
    @Nullable String fallback,
    String fallbackWhy,
    boolean confirmed) {}

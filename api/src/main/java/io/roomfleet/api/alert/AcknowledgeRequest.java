package io.roomfleet.api.alert;

import org.jspecify.annotations.Nullable;

/** Says that somebody looks into an alert. */
public record AcknowledgeRequest(@Nullable String note) {}

package io.roomfleet.api.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody should know.
 *
 * @param id {@code <roomId>.<number>}, or {@code fleet.<number>} of an agent's
 * @param rule which was broken, by id
 * @param title what is wrong, in words
 * @param roomId null for an agent's
 * @param subRooms which it touches, and {@code regions} where those are
 * @param cause where it likely comes from, and {@code causeText} that in words
 * @param symptoms ids of the rules that were broken too, and that it explains
 * @param value what was seen when it was raised, in words
 * @param expected what should have been, in words
 * @param since when the figures became bad; {@code raisedAt} is when that was sure
 * @param acknowledged who looks into it; null while nobody does
 * @param resolvedAt null while it is so
 * @param resolution why it is over; null while it is not
 * @param partOf the alert that explains it and took its place; null for others
 */
public record Alert(
    String id,
    String rule,
    String title,
    AlertSeverity severity,
    AlertState state,
    @Nullable String roomId,
    AlertSubject subject,
    List<String> subRooms,
    List<String> regions,
    AlertCause cause,
    String causeText,
    List<String> symptoms,
    String value,
    String expected,
    Instant since,
    Instant raisedAt,
    @Nullable Acknowledgement acknowledged,
    @Nullable Instant resolvedAt,
    @Nullable String resolution,
    @Nullable String partOf) {}

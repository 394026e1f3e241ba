package io.roomfleet.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error of the HTTP API, {@code application/problem+json} (RFC 9457).
 *
 * @param type {@code https://roomfleet.io/problems/<code>}
 * @param title the code in words
 * @param status the HTTP status
 * @param code stable, for programs, such as {@code stale_revision}
 * @param detail one sentence for people: the value and what was expected
 * @param instance the request's path
 * @param errors each offending field, when the body was at fault
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String code,
    String detail,
    @Nullable String instance,
    @Nullable List<FieldError> errors) {

  /**
   * One offending field.
   *
   * @param field its path in the body, such as {@code subRooms[3].timeZone}
   * @param value as it was sent, shortened to 100 characters; null when it was missing
   * @param expected what would have been right
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FieldError(String field, @Nullable String value, String expected) {}
}

package io.roomfleet.orchestrator.http;

import io.roomfleet.api.problem.Problem.FieldError;
import java.util.List;

/**
 * Why a request is not done, ready to be told as a problem.
 *
 * <p>Codes in use: 404 {@code room_not_found}, {@code sub_room_not_found}, {@code
 * placement_not_found}, {@code region_not_found}, {@code agent_not_found}, {@code
 * agenda_item_not_found}, {@code before_creation}; 409 {@code wrong_state}, {@code
 * sub_room_exists}, {@code too_many_sub_rooms}, {@code no_place}, {@code capacity_booked_out},
 * {@code too_many_agenda_starts}; 412 {@code stale_revision}; 422 {@code region_not_allowed},
 * {@code outside_broadcast}, {@code not_happened_yet}; 503 {@code unavailable} (answered with
 * {@code Retry-After}). {@code openapi.yaml} names each code at each response: a new one goes there
 * first.
 *
 * @param status of the answer, 400 to 599
 * @param code stable, for programs, snake case
 * @param detail one sentence for people: the value and what was expected
 * @param errors each offending field of the body; empty when the body is not at fault
 */
public record Refusal(int status, String code, String detail, List<FieldError> errors) {
  public Refusal {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status: " + status + " (expected: 400 to 599)");
    }
    errors = List.copyOf(errors);
  }

  /** A refusal without field errors. */
  public Refusal(int status, String code, String detail) {
    this(status, code, detail, List.of());
  }
}

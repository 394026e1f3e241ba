package io.roomfleet.orchestrator.http.body;

import static io.roomfleet.orchestrator.http.body.Rules.flag;
import static io.roomfleet.orchestrator.http.body.Rules.integer;
import static io.roomfleet.orchestrator.http.body.Rules.text;

import io.roomfleet.api.region.MaintenanceRequest;
import io.roomfleet.orchestrator.http.body.Fields.Field;
import io.roomfleet.orchestrator.http.wire.Json;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The bodies that are about agents and regions. */
public final class FleetBodies {
  private static final int SHORTEST_DEADLINE = 10;
  private static final int LONGEST_DEADLINE = 86_400;

  private FleetBodies() {}

  /** The body of an agent's {@code :drain} and a region's {@code :evacuate}. */
  public static MaintenanceRequest emptying(ByteString body) {
    return maintenance(body, true);
  }

  /** The body of a region's {@code :drain}: nothing is stopped by that, so there is no force. */
  public static MaintenanceRequest runningEmpty(ByteString body) {
    return maintenance(body, false);
  }

  private static MaintenanceRequest maintenance(ByteString body, boolean withForce) {
    return body.isEmpty()
        ? new MaintenanceRequest(null, null, null)
        : Fields.read(Json.object(body), fields -> maintenance(fields, withForce));
  }

  private static @Nullable MaintenanceRequest maintenance(Fields fields, boolean withForce) {
    Field<Integer> deadline =
        fields.optional("deadlineSeconds", integer(SHORTEST_DEADLINE, LONGEST_DEADLINE));
    Field<String> reason = fields.optional("reason", text(0, 500));
    Field<Boolean> force = withForce ? fields.optional("force", flag()) : null;
    return fields.whole(
        () ->
            new MaintenanceRequest(
                deadline.orNull(), reason.orNull(), force == null ? null : force.orNull()));
  }
}

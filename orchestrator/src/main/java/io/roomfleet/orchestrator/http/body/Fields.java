package io.roomfleet.orchestrator.http.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomfleet.orchestrator.http.body.Rules.At;
import io.roomfleet.orchestrator.http.wire.RefusedRequest;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object, each by its rule, and gathers whatever is wrong.
 *
 * <pre>{@code
 * Field<String> title = fields.required("title", words(200));
 * Field<RoomMode> mode = fields.optional("mode", oneOf(RoomMode.class));
 * return fields.whole(() -> new Promo(title.get(), mode.orNull()));
 * }</pre>
 *
 * <p>A field that was not asked for is a fault. JSON's {@code null} stands for "left out".
 */
final class Fields {
  private final JsonNode object;
  private final At at;
  private final int faultsBefore;
  private final Set<String> asked = new TreeSet<>();

  Fields(JsonNode object, At at) {
    this.object = object;
    this.at = at;
    this.faultsBefore = at.faults().count();
  }

  /**
   * The whole body.
   *
   * @throws RefusedRequest 422 with every fault of it
   */
  static <T> T read(JsonNode body, Function<Fields, @Nullable T> fields) {
    Faults faults = new Faults();
    T read = fields.apply(new Fields(body, new At("", faults)));
    faults.refuseIfAny();
    if (read == null) {
      throw new IllegalStateException("a body without a fault was not read");
    }
    return read;
  }

  /** A field that must be there. */
  <T> Field<T> required(String name, Rule<T> rule) {
    return field(name, rule, true);
  }

  /** A field that may be left out. */
  <T> Field<T> optional(String name, Rule<T> rule) {
    return field(name, rule, false);
  }

  /** Notes a fault of the object as a whole, unless {@code holds}. */
  void expect(boolean holds, String expected) {
    if (!holds) {
      at.fault(object, expected);
    }
  }

  /** What the fields make up, or null when any of them is at fault. */
  <T> @Nullable T whole(Supplier<T> made) {
    for (var names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!asked.contains(name)) {
        at.field(name).fault(object.get(name), "no such field, only " + String.join(", ", asked));
      }
    }
    return at.faults().count() == faultsBefore ? made.get() : null;
  }

  private <T> Field<T> field(String name, Rule<T> rule, boolean required) {
    asked.add(name);
    JsonNode value = object.get(name);
    At here = at.field(name);
    if (value != null && !value.isNull()) {
      return new Field<>(name, value, rule.read(value, here), here);
    }
    if (required) {
      here.fault(value, "a value");
    }
    return new Field<>(name, null, null, here);
  }

  /** A field that was read: its value may be looked at once the whole object is without fault. */
  static final class Field<T> {
    private final String name;
    private final @Nullable JsonNode sent;
    private final @Nullable T value;
    private final At at;

    Field(String name, @Nullable JsonNode sent, @Nullable T value, At at) {
      this.name = name;
      this.sent = sent;
      this.value = value;
      this.at = at;
    }

    /** The value of a required field. */
    T get() {
      if (value == null) {
        throw new IllegalStateException(name + " was not read");
      }
      return value;
    }

    @Nullable T orNull() {
      return value;
    }

    /** True when it was sent, in whatever shape. */
    boolean isSent() {
      return sent != null;
    }

    /** A rule between this field and others: holds, or this field is at fault. */
    void must(Predicate<T> holds, String expected) {
      if (value != null && !holds.test(value)) {
        at.fault(sent, expected);
      }
    }

    /** Notes a fault here when this field is sent and should not be, or the other way round. */
    void mustBeSent(boolean wanted, String expected) {
      if (isSent() != wanted) {
        at.fault(sent, expected);
      }
    }
  }
}

package io.roomfleet.orchestrator.telemetry.beacon;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The one beacon that is being read, field by field; used again for the next. What is wrong with a
 * field is noted and the rest still read, so that the batch goes on after it.
 */
final class BeaconDraft {
  /** Characters of an id or a pseudonym at most. */
  static final int MAX_NAME = 64;

  /** Characters of a comment at most. */
  static final int MAX_TEXT = 2000;

  /** Milliseconds there and back at most: above it is a device that slept, not a distance. */
  static final int MAX_ROUND_TRIP = 2000;

  long id;
  long viewer;
  long at;
  int country;
  long amount;
  int currency;
  long buyer;
  final char[] room = new char[MAX_NAME];
  int roomLength;
  final char[] subRoom = new char[MAX_NAME];
  int subRoomLength;
  final char[] region = new char[MAX_NAME];
  int regionLength;
  final char[] text = new char[MAX_TEXT];
  int textLength;

  private @Nullable BeaconKind kind;
  private boolean hasId;
  private boolean hasViewer;
  private boolean hasAmount;
  private boolean hasBuyer;
  private @Nullable Boolean returning;
  private @Nullable String fault;

  /** Forgets the beacon before. */
  void clear() {
    kind = null;
    hasId = false;
    hasViewer = false;
    hasAmount = false;
    hasBuyer = false;
    returning = null;
    fault = null;
    at = InstantText.NONE;
    country = 0;
    currency = 0;
    amount = 0;
    roomLength = 0;
    subRoomLength = 0;
    regionLength = 0;
    textLength = 0;
  }

  BeaconKind kind() {
    if (kind == null) {
      throw new IllegalStateException("kind: none (expected: a beacon without a fault)");
    }
    return kind;
  }

  /** The value of a {@link BeaconKind#LATENCY}. */
  double roundTripMillis() {
    return amount / (double) Decimals.ONE;
  }

  /** What a row tells of it beside, without {@link BeaconRow#COMPLAINT}. */
  int flags() {
    return (country != 0 ? BeaconRow.COUNTRY : 0)
        | (hasAmount ? BeaconRow.AMOUNT : 0)
        | (currency != 0 ? BeaconRow.CURRENCY : 0)
        | (hasBuyer ? BeaconRow.BUYER : 0)
        | (Boolean.TRUE.equals(returning) ? BeaconRow.RETURNING : 0);
  }

  /** Takes the value of a field on which the parser stands. Fields that are not known pass. */
  void take(String field, JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    switch (field) {
      case "id" -> {
        id = name(field, json, token);
        hasId = true;
      }
      case "viewer" -> {
        viewer = name(field, json, token);
        hasViewer = true;
      }
      case "buyer" -> takeBuyer(field, json, token);
      case "type" -> takeKind(json, token);
      case "roomId" -> roomLength = copied(field, json, token, room);
      case "subRoomId" -> subRoomLength = copied(field, json, token, subRoom);
      case "region" -> regionLength = copied(field, json, token, region);
      case "at" -> takeTime(json, token);
      case "country" -> country = letters(field, json, token, 2);
      case "currency" -> currency = letters(field, json, token, 3);
      case "amount", "value" -> takeAmount(field, json, token);
      case "text" -> textLength = copied(field, json, token, text);
      case "returning" -> takeReturning(json, token);
      case "product" -> {
        if (token != JsonToken.VALUE_NULL) {
          name(field, json, token);
        }
      }
      default -> json.skipChildren();
    }
  }

  /** Why it cannot count, whatever its room and time are; null when nothing is wrong with it. */
  @Nullable String fault() {
    if (fault != null) {
      return fault;
    }
    if (kind == null) {
      return "type: missing (expected: one of " + BeaconKind.words() + ")";
    }
    String missing =
        !hasId
            ? "id"
            : roomLength == 0
                ? "roomId"
                : subRoomLength == 0
                    ? "subRoomId"
                    : at == InstantText.NONE ? "at" : !hasViewer ? "viewer" : null;
    if (missing == null && kind == BeaconKind.ORDER) {
      missing =
          !hasAmount
              ? "amount"
              : currency == 0 ? "currency" : returning == null ? "returning" : null;
    }
    if (missing == null && kind == BeaconKind.LATENCY) {
      missing = regionLength == 0 ? "region" : !hasAmount ? "value" : null;
      if (missing == null && (amount == 0 || roundTripMillis() > MAX_ROUND_TRIP)) {
        return "value: %s (expected: milliseconds there and back, above 0, at most %d)"
            .formatted(roundTripMillis(), MAX_ROUND_TRIP);
      }
    }
    return missing == null ? null : missing + ": missing (expected: with each " + kind.word() + ")";
  }

  private void takeBuyer(String field, JsonParser json, JsonToken token) throws IOException {
    if (token != JsonToken.VALUE_NULL) {
      buyer = name(field, json, token);
      hasBuyer = true;
    }
  }

  private void takeKind(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING && json.getTextLength() > 0) {
      kind =
          BeaconKind.ofWord(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }
    if (kind == null) {
      wrong("type", json, "one of " + BeaconKind.words());
    }
  }

  private void takeTime(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      at = InstantText.millis(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }
    if (at == InstantText.NONE) {
      wrong("at", json, "an instant such as 2026-11-11T18:00:00.123Z");
    }
  }

  private void takeAmount(String field, JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL && field.equals("value")) {
      return;
    }
    long read = Decimals.NONE;
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      read = Decimals.read(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }
    if (read == Decimals.NONE) {
      wrong(field, json, "a number, 0 to 1000000000, with at most 4 decimals");
    } else {
      amount = read;
      hasAmount = true;
    }
  }

  private void takeReturning(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      returning = token == JsonToken.VALUE_TRUE;
    } else {
      wrong("returning", json, "true or false");
    }
  }

  /** The hash of a text of 1 to 64 characters; 0 with a fault. */
  private long name(String field, JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      int length = json.getTextLength();
      if (length > 0 && length <= MAX_NAME) {
        return Hash64.of(json.getTextCharacters(), json.getTextOffset(), length);
      }
    }
    wrong(field, json, "a text of 1 to 64 characters");
    return 0;
  }

  /** Copies a text; 0 with a fault. An empty comment has no text. */
  private int copied(String field, JsonParser json, JsonToken token, char[] into)
      throws IOException {
    boolean comment = into == text;
    if ((comment || into == region) && token == JsonToken.VALUE_NULL) {
      return 0;
    }
    if (token == JsonToken.VALUE_STRING) {
      int length = json.getTextLength();
      if (length <= into.length && (length > 0 || comment)) {
        System.arraycopy(json.getTextCharacters(), json.getTextOffset(), into, 0, length);
        return length;
      }
    }
    wrong(field, json, "a text of %d to %d characters".formatted(comment ? 0 : 1, into.length));
    return 0;
  }

  /** So many capital letters, packed; 0 with a fault, or for null. */
  private int letters(String field, JsonParser json, JsonToken token, int wanted)
      throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return 0;
    }
    int packed = 0;
    if (token == JsonToken.VALUE_STRING && json.getTextLength() == wanted) {
      char[] from = json.getTextCharacters();
      int offset = json.getTextOffset();
      for (int i = 0; i < wanted; i++) {
        char c = from[offset + i];
        packed = c >= 'A' && c <= 'Z' && (packed != 0 || i == 0) ? packed << 8 | c : 0;
      }
    }
    if (packed == 0) {
      wrong(field, json, wanted + " capital letters");
    }
    return packed;
  }

  private void wrong(String field, JsonParser json, String expected) throws IOException {
    JsonToken token = json.currentToken();
    String value;
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      value = token == JsonToken.START_OBJECT ? "an object" : "a list";
      json.skipChildren();
    } else {
      String said = json.getText();
      value = said.length() <= 100 ? said : said.substring(0, 100);
    }
    if (fault == null) {
      fault = field + ": " + value + " (expected: " + expected + ")";
    }
  }

  /** True when it is of that sub-room. */
  boolean isOf(char[] roomId, char[] subRoomId) {
    return Arrays.equals(room, 0, roomLength, roomId, 0, roomId.length)
        && Arrays.equals(subRoom, 0, subRoomLength, subRoomId, 0, subRoomId.length);
  }
}

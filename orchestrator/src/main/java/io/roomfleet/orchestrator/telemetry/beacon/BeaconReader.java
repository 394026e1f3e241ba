package io.roomfleet.orchestrator.telemetry.beacon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.roomfleet.orchestrator.platform.JsonFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a batch: a JSON array of beacons, or one beacon after the other (NDJSON). Makes no object
 * for a beacon, only for a sub-room and for what is rejected. A beacon that is wrong is rejected by
 * itself; so is a line of NDJSON that is no JSON. An array that is no JSON is {@link BrokenBatch}.
 */
public final class BeaconReader {
  private static final int MAX_DEPTH = 8;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(100)
                  .maxNameLength(200)
                  .build())
          .build();

  private final byte[] body;
  private final BatchShares shares;
  private final BeaconDraft draft = new BeaconDraft();
  private int index;

  private BeaconReader(byte[] body, BatchShares shares) {
    this.body = body;
    this.shares = shares;
  }

  /**
   * Reads a whole batch.
   *
   * @param now milliseconds since 1970, when it came in
   * @throws BrokenBatch when it is neither an array nor lines of JSON objects
   */
  public static BeaconBatch read(
      byte[] body, Markets markets, Complaints complaints, Rules rules, long now)
      throws BrokenBatch {
    BatchShares shares = new BatchShares(markets, complaints, rules, now);
    try {
      new BeaconReader(body, shares).read();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be read", e);
    }
    return shares.batch();
  }

  private void read() throws IOException, BrokenBatch {
    int from = 0;
    while (from < body.length && body[from] <= ' ' && body[from] >= 0) {
      from++;
    }
    if (from == body.length) {
      throw new BrokenBatch("the body is empty (expected: a JSON array of beacons, or NDJSON)");
    }
    if (body[from] == '[') {
      array(from);
    } else if (body[from] == '{') {
      lines(from);
    } else {
      throw new BrokenBatch(
          "the body begins with byte %d (expected: [ of a JSON array of beacons, or { of NDJSON)"
              .formatted(body[from]));
    }
  }

  private void array(int from) throws IOException, BrokenBatch {
    try (JsonParser json = JSON.createParser(body, from, body.length - from)) {
      json.nextToken();
      for (JsonToken token = json.nextToken();
          token != JsonToken.END_ARRAY;
          token = json.nextToken()) {
        if (token == null) {
          throw new BrokenBatch("the array does not end (expected: ])");
        }
        element(json, token);
      }
      if (json.nextToken() != null) {
        throw new BrokenBatch("something follows the array (expected: one JSON array)");
      }
    } catch (JsonProcessingException e) {
      throw new BrokenBatch("beacon %d: %s (expected: JSON)".formatted(index, what(e)));
    }
  }

  private void element(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      beacon(json);
    } else {
      json.skipChildren();
      shares.reject(index, "malformed", "beacon: no object (expected: a JSON object)");
    }
    index++;
  }

  /** Line by line where one is broken; all in one go where none is. */
  private void lines(int begin) throws IOException {
    int from = begin;
    while (from < body.length) {
      from = linesFrom(from);
    }
  }

  /** Reads lines until one is broken; where the one after that begins. */
  private int linesFrom(int from) throws IOException {
    long started = 0;
    try (JsonParser json = JSON.createParser(body, from, body.length - from)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        started = json.currentTokenLocation().getByteOffset();
        element(json, token);
        started = json.currentLocation().getByteOffset();
      }
      return body.length;
    } catch (JsonProcessingException e) {
      shares.reject(index, "malformed", "beacon: %s (expected: JSON)".formatted(what(e)));
      index++;
      return lineAfter(beginOfText(from + (int) started));
    }
  }

  /** What was read last ended there; the line that is broken begins with the next text. */
  private int beginOfText(int from) {
    int at = from;
    while (at < body.length && (body[at] == '\n' || body[at] == '\r' || body[at] == ' ')) {
      at++;
    }
    return at;
  }

  private int lineAfter(int from) {
    int at = from;
    while (at < body.length && body[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private void beacon(JsonParser json) throws IOException {
    draft.clear();
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      draft.take(field, json);
    }
    @Nullable String fault = draft.fault();
    if (fault != null) {
      shares.reject(index, "malformed", fault);
    } else {
      shares.take(index, draft);
    }
  }

  /** What is wrong, and at which byte where that is known. */
  private static String what(JsonProcessingException e) {
    String said = JsonFault.words(e);
    JsonLocation at = e.getLocation();
    return at == null ? said : said + " at byte " + at.getByteOffset();
  }
}

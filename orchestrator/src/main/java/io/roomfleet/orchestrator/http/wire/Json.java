package io.roomfleet.orchestrator.http.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.roomfleet.orchestrator.platform.JsonFault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.util.ByteString;

/**
 * JSON in and out of the API: instants as ISO-8601 text, null fields shown, input read strictly.
 */
public final class Json {
  /** Deeper than any body of the API, and far from what hurts a stack. */
  private static final int MAX_DEPTH = 16;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(100)
                          .build())
                  .build())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  public static ByteString bytes(Object value) {
    try {
      return ByteString.fromArrayUnsafe(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass().getName(), e);
    }
  }

  /** On one line. */
  public static String text(Object value) {
    return bytes(value).utf8String();
  }

  /**
   * The one JSON object that {@code body} is.
   *
   * @throws RefusedRequest 400 {@code bad_json} when it is no UTF-8, no JSON, no object, has a key
   *     twice, is nested too deeply, or goes on after its end
   */
  public static JsonNode object(ByteString body) {
    JsonNode node;
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.toArray())).toString();
      node = MAPPER.readTree(text);
    } catch (CharacterCodingException e) {
      throw badJson("the body is not UTF-8");
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
      throw badJson(JsonFault.words(e) + where);
    }
    if (node.isMissingNode()) {
      throw badJson("the body is empty");
    }
    if (!node.isObject()) {
      throw badJson("the body is " + kindOf(node));
    }
    return node;
  }

  /** What {@code node} is, in a reader's words. */
  private static String kindOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      default -> "something else";
    };
  }

  private static RefusedRequest badJson(String what) {
    return new RefusedRequest(400, "bad_json", what + " (expected: one JSON object)");
  }
}

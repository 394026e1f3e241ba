package io.roomfleet.orchestrator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Holds answers against {@code openapi.yaml}: the path and method must be described, the status
 * must be among its responses, required headers must be there and right, the media type must be
 * named, and the body must be valid against its schema, a problem's code included.
 */
public final class OpenApiContract {
  private static final String DOCUMENT = "https://roomfleet.io/openapi.yaml";
  private static final String ANYWHERE = "/components/schemas/ProblemAnywhere";

  private final JsonNode document;
  private final JsonSchemaFactory schemas;
  private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();
  private final Map<Pattern, String> templates = new LinkedHashMap<>();

  private OpenApiContract(JsonNode document) {
    this.document = document;
    this.schemas =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            factory ->
                factory.schemaLoaders(
                    loaders -> loaders.schemas(Map.of(DOCUMENT, document.toString()))));
    for (var paths = document.get("paths").fieldNames(); paths.hasNext(); ) {
      String template = paths.next();
      String pattern = template.replaceAll("\\{[^}]+}", "\\\\E[^/:]+\\\\Q");
      templates.put(Pattern.compile("\\Q" + pattern + "\\E"), template);
    }
  }

  /** The contract that the api module ships. */
  public static OpenApiContract load() {
    try (InputStream in = OpenApiContract.class.getResourceAsStream("/openapi.yaml")) {
      return new OpenApiContract(new ObjectMapper(new YAMLFactory()).readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each operation as {@code GET /v1/rooms}. */
  public Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (!method.equals("parameters")) {
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return operations;
  }

  /** One answer; header names in any case. */
  public record Reply(int status, Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().get(0))
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * Checks one answer.
   *
   * @param target path with or without a query
   * @throws AssertionError that names every breach
   */
  public void check(String method, String target, Reply reply) {
    List<String> breaches = breaches(method, target, reply);
    if (!breaches.isEmpty()) {
      throw new AssertionError(
          "%s %s -> %d breaks openapi.yaml: %s%n%s"
              .formatted(method, target, reply.status(), breaches, reply.body()));
    }
  }

  /** What a JSON text breaks of one of the document's schemas. */
  List<String> schemaBreaches(String schema, String json) {
    List<String> breaches = new ArrayList<>();
    validate("/components/schemas/" + schema, json)
        .forEach(message -> breaches.add(message.toString()));
    return breaches;
  }

  List<String> breaches(String method, String target, Reply reply) {
    String path = target.replaceFirst("\\?.*", "").replaceAll("(?i)%3a", ":");
    String template =
        templates.entrySet().stream()
            .filter(entry -> entry.getKey().matcher(path).matches())
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
    String base = template == null ? null : "/paths/" + escaped(template) + "/" + verb(method);
    if (base == null || document.at(base).isMissingNode()) {
      return isAnywhere(reply)
          ? bodyBreaches(ANYWHERE, reply)
          : List.of("no such operation: " + method + " " + path);
    }
    String at = resolved(base + "/responses/" + reply.status());
    if (document.at(at).isMissingNode()) {
      return isAnywhere(reply)
          ? bodyBreaches(ANYWHERE, reply)
          : List.of("no such response: " + reply.status());
    }
    List<String> breaches = new ArrayList<>(headerBreaches(at, reply));
    breaches.addAll(contentBreaches(at, reply));
    return !breaches.isEmpty() && isAnywhere(reply) ? bodyBreaches(ANYWHERE, reply) : breaches;
  }

  private List<String> headerBreaches(String response, Reply reply) {
    List<String> breaches = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : document.at(response + "/headers").properties()) {
      String at = resolved(response + "/headers/" + escaped(entry.getKey()));
      String value = reply.header(entry.getKey());
      if (value != null) {
        validate(at + "/schema", new ObjectMapper().valueToTree(value).toString())
            .forEach(message -> breaches.add(entry.getKey() + ": " + message));
      } else if (document.at(at).path("required").asBoolean()) {
        breaches.add(entry.getKey() + ": missing");
      }
    }
    return breaches;
  }

  private List<String> contentBreaches(String response, Reply reply) {
    JsonNode content = document.at(response + "/content");
    if (content.isMissingNode()) {
      return reply.body().isEmpty() ? List.of() : List.of("a body where none is described");
    }
    String type = mediaType(reply);
    if (!content.has(type)) {
      return List.of("media type " + type + " is none of " + fieldNames(content));
    }
    return bodyBreaches(response + "/content/" + escaped(type) + "/schema", reply);
  }

  private List<String> bodyBreaches(String schema, Reply reply) {
    String type = mediaType(reply);
    String json =
        type.endsWith("json")
            ? reply.body()
            : new ObjectMapper().valueToTree(reply.body()).toString();
    List<String> breaches = new ArrayList<>();
    validate(schema, json).forEach(message -> breaches.add(message.toString()));
    return breaches;
  }

  private Set<ValidationMessage> validate(String pointer, String json) {
    return compiled.computeIfAbsent(pointer, this::compile).validate(json, InputFormat.JSON);
  }

  private JsonSchema compile(String pointer) {
    return schemas.getSchema(
        SchemaLocation.of(DOCUMENT + "#" + pointer.replace("{", "%7B").replace("}", "%7D")),
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  private boolean isAnywhere(Reply reply) {
    return mediaType(reply).equals("application/problem+json")
        && bodyBreaches(ANYWHERE, reply).isEmpty();
  }

  private String resolved(String pointer) {
    JsonNode ref = document.at(pointer).path("$ref");
    return ref.isTextual() ? ref.textValue().substring(1) : pointer;
  }

  private static String mediaType(Reply reply) {
    String type = reply.header("Content-Type");
    return type == null ? "" : type.replaceFirst("\\s*;.*", "");
  }

  private static String verb(String method) {
    return method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static List<String> fieldNames(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}

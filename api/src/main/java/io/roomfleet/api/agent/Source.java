package io.roomfleet.api.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where the video of a relay comes from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Source.Rtmp.class, name = "rtmp"),
  @JsonSubTypes.Type(value = Source.Srt.class, name = "srt"),
  @JsonSubTypes.Type(value = Source.Pull.class, name = "pull"),
  @JsonSubTypes.Type(value = Source.Test.class, name = "test"),
  @JsonSubTypes.Type(value = Source.Upstream.class, name = "upstream")
})
public sealed interface Source {
  /** Listen for an RTMP publisher; {@code streamKey} ends the path it must publish to. */
  record Rtmp(String streamKey) implements Source {}

  /**
   * Listen for an SRT caller; {@code passphrase} (10 to 79 characters) it must know, or null for
   * none.
   */
  record Srt(@Nullable String passphrase) implements Source {}

  /** Fetch {@code url}. */
  record Pull(URI url) implements Source {}

  /** Make a pattern, a clock and a tone, with {@code title} written in the picture. */
  record Test(String title) implements Source {}

  /**
   * Read another agent's relay.
   *
   * @param url its {@code /relay/{roomId}/{line}.ts}; null while it is not known, and the slate
   *     fills in
   * @param fallback the relay that is read while {@code url} fails, by the agent's own decision;
   *     null for none
   */
  record Upstream(
      @Nullable URI url, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable URI fallback)
      implements Source {}
}

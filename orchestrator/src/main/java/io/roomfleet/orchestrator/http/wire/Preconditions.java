package io.roomfleet.orchestrator.http.wire;

import io.roomfleet.orchestrator.http.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** ETags of revisions, and the conditions that callers put on them (RFC 9110, section 13). */
public final class Preconditions {
  /** Revisions count from 1, so that no entity has this one. */
  private static final long NO_REVISION = 0;

  private static final Pattern ENTITY_TAG =
      Pattern.compile("\\s*((?:W/)?)\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"\\s*(?:,|$)");

  private static final Pattern REVISION = Pattern.compile("[1-9][0-9]{0,17}");

  private Preconditions() {}

  public static String etag(long revision) {
    return "\"" + revision + "\"";
  }

  /**
   * The revisions that {@code If-Match} allows: null when there is no condition ({@code *} is none
   * for something that must exist anyway).
   *
   * @throws RefusedRequest 400 {@code bad_if_match}
   */
  public static @Nullable List<Long> ifMatch(HttpRequest request) {
    String header = String.join(",", Headers.all(request, "If-Match")).trim();
    if (header.isEmpty() && Headers.first(request, "If-Match") == null) {
      return null;
    }
    if (header.equals("*")) {
      return null;
    }
    List<Long> revisions = new ArrayList<>();
    for (Tag tag : tags(header, "If-Match", "bad_if_match")) {
      // A weak tag never matches here: If-Match compares strongly.
      if (!tag.weak() && REVISION.matcher(tag.opaque()).matches()) {
        revisions.add(Long.parseLong(tag.opaque()));
      }
    }
    return revisions;
  }

  /**
   * Does {@code then} with the one revision to expect, or null for any. The entity itself compares
   * it; only a list of several is looked at against {@code current} first, to pick which to expect.
   */
  public static <T> CompletionStage<T> expecting(
      @Nullable List<Long> allowed,
      Supplier<? extends CompletionStage<? extends Outcome<?>>> current,
      Function<@Nullable Long, CompletionStage<T>> then) {
    if (allowed == null) {
      return then.apply(null);
    }
    if (allowed.size() <= 1) {
      return then.apply(allowed.isEmpty() ? NO_REVISION : allowed.get(0));
    }
    return current
        .get()
        .thenCompose(
            outcome -> {
              long now = outcome instanceof Outcome.Done<?> done ? done.revision() : NO_REVISION;
              return then.apply(allowed.contains(now) ? now : allowed.get(0));
            });
  }

  /** True when {@code If-None-Match} names {@code revision}, so that the caller has it already. */
  public static boolean alreadyHeld(HttpRequest request, long revision) {
    String header = String.join(",", Headers.all(request, "If-None-Match")).trim();
    if (header.isEmpty() || revision <= 0) {
      return false;
    }
    if (header.equals("*")) {
      return true;
    }
    return tags(header, "If-None-Match", "bad_if_none_match").stream()
        .anyMatch(tag -> tag.opaque().equals(Long.toString(revision)));
  }

  /** A GET's answer: the value with its ETag, or 304 when the caller has it. */
  public static <T> Answer answer(Call call, Outcome.Done<T> done) {
    if (alreadyHeld(call.request(), done.revision())) {
      return new Answer(
          304, "", Map.of("ETag", etag(done.revision())), ByteString.emptyByteString());
    }
    return Answer.of(200, done);
  }

  private record Tag(boolean weak, String opaque) {}

  private static List<Tag> tags(String header, String name, String code) {
    List<Tag> tags = new ArrayList<>();
    Matcher matcher = ENTITY_TAG.matcher(header);
    int end = 0;
    while (end < header.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new RefusedRequest(
            400, code, name + ": " + header + " (expected: \"<revision>\", a list of them, or *)");
      }
      tags.add(new Tag(!matcher.group(1).isEmpty(), matcher.group(2)));
      end = matcher.end();
    }
    if (tags.isEmpty() || header.endsWith(",")) {
      throw new RefusedRequest(
          400, code, name + ": " + header + " (expected: \"<revision>\", a list of them, or *)");
    }
    return tags;
  }
}

package io.roomfleet.agent.relay;

import io.roomfleet.api.agent.Source;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a source must be so that it can be run, whatever the control plane let through. */
final class SourceRules {
  private static final Pattern STREAM_KEY = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  /** Not file: nor concat: and the like, which would read this machine's own files. */
  private static final Set<String> PULLED = Set.of("http", "https", "rtmp", "rtmps", "rtsp", "srt");

  private static final Set<String> UPSTREAM = Set.of("http", "https");

  private SourceRules() {}

  /**
   * Says no to a source that cannot be run.
   *
   * @throws IllegalArgumentException naming the value, unless it is a secret, and what was expected
   */
  static void check(@Nullable Source source) {
    if (source instanceof Source.Rtmp rtmp) {
      streamKey(rtmp.streamKey());
    } else if (source instanceof Source.Srt srt) {
      passphrase(srt.passphrase());
    } else if (source instanceof Source.Pull pull) {
      url("pull url", pull.url(), PULLED);
    } else if (source instanceof Source.Upstream upstream) {
      if (upstream.url() != null) {
        url("upstream url", upstream.url(), UPSTREAM);
      }
      if (upstream.fallback() != null) {
        url("upstream fallback", upstream.fallback(), UPSTREAM);
      }
    } else if (source instanceof Source.Test test) {
      if ((@Nullable String) test.title() == null) {
        throw new IllegalArgumentException("test title: null (expected: text)");
      }
    } else {
      throw new IllegalArgumentException(
          "source: " + source + " (expected: rtmp, srt, pull, test or upstream)");
    }
  }

  /** Whether it can be run. */
  static boolean allow(Source source) {
    try {
      check(source);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void streamKey(@Nullable String key) {
    if (key == null || !STREAM_KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "stream key: "
              + (key == null ? "null" : "of characters that do not fit")
              + " (expected: "
              + STREAM_KEY
              + ")");
    }
  }

  /** SRT counts bytes; a letter with an accent has two of them. */
  private static void passphrase(@Nullable String passphrase) {
    if (passphrase == null) {
      return;
    }
    int bytes = passphrase.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 10 || bytes > 79) {
      String what =
          bytes == passphrase.length()
              ? bytes + " characters"
              : passphrase.length() + " characters of " + bytes + " bytes";
      throw new IllegalArgumentException("SRT passphrase: " + what + " (expected: 10 to 79)");
    }
    if (passphrase.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "SRT passphrase: with control codes (expected: 10 to 79 characters without)");
    }
  }

  private static void url(String field, @Nullable URI url, Set<String> schemes) {
    if (url == null) {
      throw new IllegalArgumentException(field + ": null (expected: a URL)");
    }
    String scheme = String.valueOf(url.getScheme());
    if (!schemes.contains(scheme)) {
      throw new IllegalArgumentException(
          field + ": " + scheme + ": (expected one of " + sorted(schemes) + ")");
    }
    if (url.getHost() == null) {
      throw new IllegalArgumentException(field + ": " + url + " (expected: a URL with a host)");
    }
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}

package io.roomfleet.deploy.cli;

import io.roomfleet.api.client.ApiAnswer;
import io.roomfleet.api.client.ApiException;
import io.roomfleet.api.client.ApiRequest;
import io.roomfleet.api.client.RoomfleetClient;
import io.roomfleet.api.client.UnreachableException;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Carries a client verb out: sends its call and shows the answer as the options say. */
final class Api {
  private static final long WATCH_MILLIS = 1000;

  private final ApiOptions options;
  private final RoomfleetClient client;
  private final Terminal terminal;

  Api(ApiOptions options) {
    this(options, options.client(), Terminal.ofProcess());
  }

  Api(ApiOptions options, RoomfleetClient client, Terminal terminal) {
    this.options = options;
    this.client = client;
    this.terminal = terminal;
  }

  /** Shows an answer to people. */
  interface View<T> {
    String text(T value);
  }

  RoomfleetClient client() {
    return client;
  }

  Terminal terminal() {
    return terminal;
  }

  /** An address of the API that is asked. */
  URI uriOf(String path) {
    return client.uriOf(path);
  }

  boolean curl() {
    return options.curl();
  }

  boolean json() {
    return options.json();
  }

  /**
   * Reads a time that somebody typed; null when they did not.
   *
   * @throws ParameterException when it is none
   */
  @Nullable Instant instant(CommandSpec spec, @Nullable String text) {
    return text == null ? null : typed(spec, () -> times().read(text, Instant.now()));
  }

  /**
   * Reads how long, in seconds; null when nobody typed it.
   *
   * @throws ParameterException when it is none
   */
  static @Nullable Long seconds(CommandSpec spec, @Nullable String text) {
    return text == null ? null : typed(spec, () -> Times.duration(text).toSeconds());
  }

  private static <T> T typed(CommandSpec spec, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  Times times() {
    return new Times(options.zone());
  }

  /** Sends one call. A POST gets an idempotency key unless it has one. */
  <T> int call(ApiRequest<T> request, View<T> view) {
    ApiRequest<T> keyed = keyed(request);
    if (options.curl()) {
      return printCurl(keyed);
    }
    ApiAnswer<T> answer = client.send(keyed);
    print(options.json() ? answer.json() : view.text(answer.value()));
    return ExitCode.OK;
  }

  /** Prints the table that a call is answered with for spreadsheets. */
  int csv(ApiRequest<?> request) {
    if (options.curl()) {
      return printCurl(request.withQuery("format", "csv"));
    }
    print(client.sendForText(request, "text/csv"));
    return ExitCode.OK;
  }

  /** The answer to one call. A POST gets an idempotency key unless it has one. */
  <T> ApiAnswer<T> send(ApiRequest<T> request) {
    return client.send(keyed(request));
  }

  /** Shows what one call answers, and again whenever that changes. */
  <T> int show(ApiRequest<T> request, WatchOption watch, View<T> view) {
    return show(
        request,
        watch,
        () -> {
          ApiAnswer<T> answer = client.send(request);
          return options.json() ? answer.json() : view.text(answer.value());
        });
  }

  /**
   * Shows something, and again whenever it changes, until Ctrl-C.
   *
   * @param first the call that {@code --curl} shows
   * @param text reads it anew
   */
  int show(ApiRequest<?> first, WatchOption watch, Supplier<String> text) {
    if (options.curl()) {
      return printCurl(first);
    }
    @Nullable String before = null;
    do {
      String now = text.get();
      if (!now.equals(before)) {
        if (watch.on() && terminal.isTerminal() && !options.json()) {
          terminal.clear();
        }
        print(now);
      }
      before = now;
    } while (watch.on() && paused());
    return ExitCode.OK;
  }

  int printCurl(ApiRequest<?> request) {
    terminal.out().println(CurlCommand.of(request, client));
    return ExitCode.OK;
  }

  void print(String text) {
    terminal.out().print(text.endsWith("\n") ? text : text + "\n");
    terminal.out().flush();
  }

  private static <T> ApiRequest<T> keyed(ApiRequest<T> request) {
    return request.method().equals("POST") && !request.headers().containsKey("Idempotency-Key")
        ? request.withIdempotencyKey(UUID.randomUUID().toString())
        : request;
  }

  /**
   * How something is now that goes on by itself; null when nobody answers, which may be over soon
   * and is told as progress.
   */
  <T> @Nullable ApiAnswer<T> lookAgain(ApiRequest<T> look, ProgressLine progress) {
    try {
      return send(look);
    } catch (UnreachableException e) {
      progress.show("no answer, asking again");
    } catch (ApiException e) {
      if (e.status() < 500) {
        throw e;
      }
      progress.show(e.problem().detail() + ", asking again");
    }
    return null;
  }

  /** Lets a second pass; false when that was interrupted. */
  static boolean paused() {
    try {
      TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

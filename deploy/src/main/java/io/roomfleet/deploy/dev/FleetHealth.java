package io.roomfleet.deploy.dev;

import io.roomfleet.api.client.ApiException;
import io.roomfleet.api.client.Calls;
import io.roomfleet.api.client.RoomfleetClient;
import io.roomfleet.api.client.UnreachableException;
import io.roomfleet.api.region.AgentStatus;
import io.roomfleet.api.region.AgentView;
import io.roomfleet.deploy.cassandra.CassandraSettings;
import io.roomfleet.deploy.cassandra.CqlProbe;
import io.roomfleet.deploy.cli.Json;
import io.roomfleet.deploy.platform.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Asks the programs of a fleet whether they work, and waits until they do. */
final class FleetHealth {
  private static final Duration ASK_LIMIT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Long, since a busy machine takes minutes for what a quiet one does in seconds. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Duration NOTE_EVERY = Duration.ofSeconds(20);
  private static final int TAIL_LINES = 15;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ASK_LIMIT)
          .build();
  private final List<URI> apiUrls;
  private final String token;
  private final int cassandraPort;
  private final Progress progress;

  FleetHealth(List<URI> apiUrls, String token, int cassandraPort, Progress progress) {
    this.apiUrls = apiUrls;
    this.token = token;
    this.cassandraPort = cassandraPort;
    this.progress = progress;
  }

  /** Something that is waited for. */
  private interface Check {
    /** Empty when it holds, else what is wrong. */
    Optional<String> problem() throws InterruptedException;
  }

  /**
   * Waits until the program answers that it works.
   *
   * @throws Refusal when it ends before that, or five minutes pass
   */
  void awaitWorking(Child child) {
    URI health = child.spec().health();
    await(child.name(), List.of(child), () -> health == null ? cql() : http(health));
  }

  /**
   * Waits until the control plane hears all these agents.
   *
   * @throws Refusal when one ends before that, or five minutes pass
   */
  void awaitUp(Collection<Child> agents) {
    Set<String> names = agents.stream().map(Child::name).collect(Collectors.toSet());
    await(String.join(", ", new TreeSet<>(names)), agents, () -> up(names));
  }

  private Optional<String> cql() {
    return CqlProbe.answers(CassandraSettings.HOST, cassandraPort, (int) ASK_LIMIT.toMillis())
        ? Optional.empty()
        : Optional.of("no answer to CQL on port " + cassandraPort);
  }

  private Optional<String> http(URI uri) throws InterruptedException {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(uri).timeout(ASK_LIMIT).build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? Optional.empty()
          : Optional.of(
              uri + " answers " + response.statusCode() + " " + shortened(response.body()));
    } catch (IOException e) {
      return Optional.of("no answer from " + uri);
    }
  }

  private Optional<String> up(Set<String> names) {
    String why = "no orchestrator answers";
    for (URI apiUrl : apiUrls) {
      try {
        List<AgentView> heard =
            new RoomfleetClient(apiUrl, token, Json.CODEC)
                .send(Calls.agents(null))
                .value()
                .agents();
        Set<String> missing = new TreeSet<>(names);
        heard.stream()
            .filter(agent -> agent.status() == AgentStatus.UP)
            .forEach(agent -> missing.remove(agent.id()));
        return missing.isEmpty()
            ? Optional.empty()
            : Optional.of("the control plane does not hear " + String.join(", ", missing));
      } catch (ApiException | UnreachableException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    return Optional.of(why);
  }

  private void await(String who, Collection<Child> children, Check check) {
    long began = System.nanoTime();
    long noted = began;
    try {
      Optional<String> problem = check.problem();
      while (problem.isPresent()) {
        for (Child child : children) {
          String ending = child.ending();
          if (ending != null) {
            throw new Refusal(failure(child, ending));
          }
        }
        if (System.nanoTime() - noted > NOTE_EVERY.toNanos()) {
          noted = System.nanoTime();
          progress.step(who, "still waiting: " + problem.get());
        }
        if (System.nanoTime() - began > LIMIT.toNanos()) {
          throw new Refusal(
              who + " did not come up within " + LIMIT.toSeconds() + " s: " + problem.get());
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        problem = check.problem();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal("Interrupted while waiting for " + who + ".", e);
    }
  }

  private static String failure(Child child, String ending) {
    return child.name()
        + " "
        + ending
        + " before it was up. The end of "
        + child.spec().log()
        + ":\n"
        + child.logTail(TAIL_LINES).stream().collect(Collectors.joining("\n    ", "    ", ""));
  }

  private static String shortened(String text) {
    String line = text.strip();
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }
}

package io.roomfleet.agent.ladder;

import io.roomfleet.agent.process.Processes;
import io.roomfleet.agent.relay.LineKey;
import io.roomfleet.agent.viewer.Places;
import io.roomfleet.agent.viewer.SubRoomKey;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.EncoderQuality;
import io.roomfleet.api.agent.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ladders that this agent encodes, by assignment id. On the loop. */
public final class Ladders {
  private static final Logger log = LoggerFactory.getLogger(Ladders.class);
  private static final Duration SWEEP_EVERY = Duration.ofSeconds(5);

  private final LadderSettings settings;
  private final Processes processes;
  private final Places places;
  private final Runnable changed;
  private final Map<String, LadderRun> runs = new HashMap<>();
  private final Map<String, CompletableFuture<Void>> ending = new HashMap<>();
  private final Map<String, String> faults = new HashMap<>();
  private final Map<Path, Long> unwantedSince = new HashMap<>();
  private boolean told;

  /**
   * How a ladder is.
   *
   * @param hlsUrl its master playlist, null until it can be fetched
   * @param watched whether a player asked for it lately
   */
  public record LadderState(
      Phase phase,
      @Nullable String reason,
      @Nullable Long pid,
      int restarts,
      @Nullable URI hlsUrl,
      boolean watched,
      List<String> stderr) {}

  /**
   * @param places where it is said which ladders are here, and where they move
   * @param changed called on the loop when a ladder's state is another than before
   */
  public Ladders(LadderSettings settings, Processes processes, Places places, Runnable changed) {
    this.settings = settings;
    this.processes = processes;
    this.places = places;
    this.changed = changed;
    processes.loop().every(SWEEP_EVERY, this::sweep);
  }

  /**
   * Makes the ladders those that are wanted. The encoder of a ladder whose epoch, ladder and place
   * are the same goes on untouched: another line is its programme's affair, another upstream the
   * relay's, and where it has moved to that of its viewers.
   */
  public void want(List<Assignment.Transcode> wanted) {
    told = true;
    ending.values().removeIf(CompletableFuture::isDone);
    faults.clear();
    Set<String> ids = wanted.stream().map(Assignment.Transcode::id).collect(Collectors.toSet());
    for (String id : List.copyOf(runs.keySet())) {
      if (!ids.contains(id)) {
        LadderRun gone = runs.remove(id);
        if (gone != null) {
          ending.put(id, gone.stop(true));
        }
      }
    }
    for (Assignment.Transcode assignment : wanted) {
      LadderRun run = runs.get(assignment.id());
      if (run == null || !same(run.assignment(), assignment)) {
        // Two encoders in one folder would spoil it.
        CompletableFuture<Void> before =
            run == null
                ? ending.getOrDefault(assignment.id(), CompletableFuture.completedFuture(null))
                : run.stop(false);
        start(assignment, before);
      } else {
        run.update(assignment);
      }
    }
  }

  private void start(Assignment.Transcode assignment, CompletableFuture<Void> before) {
    try {
      runs.put(
          assignment.id(), new LadderRun(assignment, settings, processes, places, before, changed));
    } catch (RuntimeException e) {
      // A fault of this program; the other ladders are not to suffer from it.
      log.error("ladder {}", assignment.id(), e);
      runs.remove(assignment.id());
      ending.put(assignment.id(), before);
      faults.put(assignment.id(), "its ladder cannot be run: " + e);
    }
  }

  private static boolean same(Assignment.Transcode a, Assignment.Transcode b) {
    return a.epoch() == b.epoch()
        && a.roomId().equals(b.roomId())
        && a.subRoomId().equals(b.subRoomId())
        && a.ladder().equals(b.ladder());
  }

  /** How the ladder of assignment {@code id} is; empty when it is not here. */
  public Optional<LadderState> state(String id) {
    String fault = faults.get(id);
    return fault != null
        ? Optional.of(new LadderState(Phase.FAILED, fault, null, 0, null, false, List.of()))
        : Optional.ofNullable(runs.get(id)).map(LadderRun::state);
  }

  /** How each encoder does, by assignment id. */
  public List<EncoderQuality> quality() {
    return runs.values().stream()
        .map(LadderRun::quality)
        .sorted(Comparator.comparing(EncoderQuality::assignmentId))
        .toList();
  }

  /**
   * How old the first picture of a sub-room's newest segment was when players could have it, by its
   * programme's timeline; empty when there is none.
   */
  public Optional<Duration> behind(SubRoomKey key) {
    return runs.values().stream()
        .filter(run -> run.key().equals(key))
        .findAny()
        .map(LadderRun::behind);
  }

  /** Units of encoding in use now. */
  public double units() {
    return runs.values().stream().mapToDouble(LadderRun::units).sum();
  }

  /** Stops all, and leaves their folders for the next start of the agent. */
  public CompletableFuture<Void> stop() {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    runs.values().forEach(run -> ends.add(run.stop(false)));
    runs.clear();
    return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
  }

  /** Removes folders that have been unwanted for long; never before it is known what is wanted. */
  private void sweep() {
    if (!told || !Files.isDirectory(settings.folder())) {
      return;
    }
    Set<Path> wanted =
        runs.values().stream()
            .map(LadderRun::assignment)
            .map(a -> settings.folder().resolve(a.roomId()).resolve(a.subRoomId()))
            .collect(Collectors.toSet());
    long now = System.nanoTime();
    unwantedSince.keySet().removeIf(folder -> wanted.contains(folder) || !Files.exists(folder));
    try (Stream<Path> rooms = Files.list(settings.folder())) {
      for (Path room : rooms.filter(Files::isDirectory).toList()) {
        sweep(room, wanted, now);
      }
    } catch (IOException e) {
      log.warn("Old folders in {} cannot be removed: {}", settings.folder(), e.toString());
    }
  }

  private void sweep(Path room, Set<Path> wanted, long now) throws IOException {
    List<Path> subRooms;
    try (Stream<Path> entries = Files.list(room)) {
      subRooms = entries.filter(Files::isDirectory).toList();
    }
    for (Path folder : subRooms) {
      if (!wanted.contains(folder)
          && now - unwantedSince.computeIfAbsent(folder, f -> now)
              > settings.keepFolder().toNanos()) {
        log.info("Removing {}", folder);
        FolderTree.delete(folder);
        unwantedSince.remove(folder);
      }
    }
    if (subRooms.isEmpty()) {
      Files.deleteIfExists(room);
    }
  }

  /**
   * Says no to an assignment whose ids cannot be a part of a path, or whose ladder cannot be run.
   *
   * @throws IllegalArgumentException naming the value and what was expected
   */
  public static void check(Assignment.Transcode assignment) {
    LineKey.check("roomId", assignment.roomId());
    LineKey.check("subRoomId", assignment.subRoomId());
    LineKey.check("lineId", assignment.lineId());
    LadderRules.check(assignment.ladder());
  }
}

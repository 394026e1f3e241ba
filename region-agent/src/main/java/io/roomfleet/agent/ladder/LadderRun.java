package io.roomfleet.agent.ladder;

import io.roomfleet.agent.ffmpeg.LadderCommand;
import io.roomfleet.agent.load.TranscodeUnits;
import io.roomfleet.agent.process.Command;
import io.roomfleet.agent.process.DiskFault;
import io.roomfleet.agent.process.EventLoop.Scheduled;
import io.roomfleet.agent.process.Processes;
import io.roomfleet.agent.process.RunOutput;
import io.roomfleet.agent.process.Supervisor;
import io.roomfleet.agent.process.Work;
import io.roomfleet.agent.viewer.Place;
import io.roomfleet.agent.viewer.Places;
import io.roomfleet.agent.viewer.SubRoomKey;
import io.roomfleet.api.agent.Assignment;
import io.roomfleet.api.agent.EncoderQuality;
import io.roomfleet.api.agent.Phase;
import io.roomfleet.api.room.Ladder;
import io.roomfleet.api.room.Rendition;
import io.roomfleet.api.steering.Pathway;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sub-room's encoder, kept running and watched by what it writes. On the loop. */
final class LadderRun implements Work {
  private static final Logger log = LoggerFactory.getLogger(LadderRun.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** While its first segment is waited for: players wait for the master playlist meanwhile. */
  private static final Duration LOOK_FIRST = Duration.ofMillis(50);

  private static final int DEFAULT_FRAME_RATE = 30;

  /** An encoder that has encoded a picture within this is slow, and not stuck. */
  private static final Duration SLOW = Duration.ofSeconds(5);

  /** It gets so much longer for a segment. */
  private static final int SLOW_FACTOR = 3;

  private static final Duration DISK_EVERY = Duration.ofSeconds(1);
  private static final Duration TIDY_EVERY = Duration.ofMinutes(1);

  private final LadderSettings settings;
  private final Processes processes;
  private final Runnable changed;
  private final URI master;
  private final List<Rendition> renditions;
  private final int frameRate;
  private final LadderFolder folder;
  private final LadderProgress progress;
  private final Places places;
  private final Place place;
  private final Scheduled watch;
  private Assignment.Transcode assignment;
  private @Nullable Supervisor supervisor;
  private EncoderWatch encoder = new EncoderWatch();
  private volatile @Nullable String diskTrouble;
  private String run = "";
  private long advanced;
  private long looked = System.nanoTime();
  private long diskSeen = System.nanoTime();
  private long tidied = System.nanoTime();
  private boolean running;
  private boolean stopping;

  /**
   * @param after the process that had the folder before; its end is waited for
   */
  LadderRun(
      Assignment.Transcode assignment,
      LadderSettings settings,
      Processes processes,
      Places places,
      CompletableFuture<Void> after,
      Runnable changed) {
    this.assignment = assignment;
    this.settings = settings;
    this.processes = processes;
    this.changed = changed;
    this.master = settings.master(assignment.roomId(), assignment.subRoomId());
    Ladder ladder = assignment.ladder();
    this.renditions = LadderRules.renditions(ladder);
    Integer rate = ladder.frameRate();
    this.frameRate = rate == null ? DEFAULT_FRAME_RATE : rate;
    this.folder =
        new LadderFolder(
            settings.folder().resolve(assignment.roomId()).resolve(assignment.subRoomId()),
            renditions);
    this.progress = new LadderProgress(folder, renditions, frameRate, new Pathway(master, 0).id());
    this.places = places;
    this.place = places.open(key(), master, folder.playlistPaths());
    place.movedTo(assignment.movedTo());
    this.watch = processes.loop().every(LOOK_FIRST, this::look);
    after.whenComplete((done, failure) -> processes.loop().execute(this::start));
  }

  SubRoomKey key() {
    return new SubRoomKey(assignment.roomId(), assignment.subRoomId());
  }

  private void start() {
    if (!stopping) {
      supervisor =
          processes.supervise("ladder " + assignment.roomId() + "/" + assignment.subRoomId(), this);
    }
  }

  @Override
  public Command command() throws CannotRun {
    Instant now = Instant.now();
    long firstSequence = folder.prepare(now);
    run = Long.toString(now.toEpochMilli(), Character.MAX_RADIX);
    try {
      progress.begin(firstSequence);
      place.breaks(progress.breaks());
    } catch (IOException e) {
      throw new CannotRun(DiskFault.of(folder.path(), e));
    }
    diskTrouble = null;
    advanced = System.nanoTime();
    URI input =
        settings
            .programBase()
            .resolve("/program/" + assignment.roomId() + "/" + assignment.subRoomId() + ".ts");
    LadderCommand command = new LadderCommand(input, renditions, frameRate, run, settings.detect());
    // The agent's relays feed all encoders, and its word keeps them: they come before any one of
    // them.
    return new Command(command.arguments(processes.ffmpeg()), folder.path(), true).yielding();
  }

  @Override
  public RunOutput output() {
    EncoderWatch fresh = new EncoderWatch();
    encoder = fresh;
    return new RunOutput() {
      @Override
      public void bytes(byte[] buffer, int length) {
        fresh.bytes(buffer, length, Instant.now());
      }

      @Override
      public void error(String line) {
        String trouble = DiskFault.in(line, folder.path());
        if (trouble != null) {
          diskTrouble = trouble;
        }
      }
    };
  }

  @Override
  public Ending ended(int code, @Nullable String lastError) {
    String disk = diskTrouble;
    if (disk != null) {
      return Ending.failed(disk);
    }
    return code == 0 ? Ending.failed("its programme ended") : Work.super.ended(code, lastError);
  }

  @Override
  public void changed() {
    Supervisor now = supervisor;
    if (now == null || now.status().pid() == null) {
      running = false;
    }
    changed.run();
  }

  private void look() {
    Supervisor now = supervisor;
    if (now == null || now.status().pid() == null) {
      return;
    }
    if (running && System.nanoTime() - looked < LOOK_EVERY.toNanos()) {
      return;
    }
    looked = System.nanoTime();
    if (System.nanoTime() - diskSeen > DISK_EVERY.toNanos()) {
      diskSeen = System.nanoTime();
      String trouble = folder.trouble();
      if (trouble != null) {
        now.restart(trouble);
        return;
      }
    }
    try {
      if (System.nanoTime() - tidied > TIDY_EVERY.toNanos()) {
        tidied = System.nanoTime();
        folder.tidy(Instant.now());
      }
      if (progress.look(run)) {
        advanced = System.nanoTime();
        place.breaks(progress.breaks());
        if (progress.complete() && !running) {
          running = true;
          now.working();
          changed.run();
        }
        return;
      }
    } catch (FileSystemException e) {
      diskTrouble = DiskFault.of(folder.path(), e);
    } catch (IOException | IllegalArgumentException e) {
      log.warn("ladder {}: what it wrote cannot be read", assignment.id(), e);
    }
    Duration limit = running ? settings.stalled() : settings.firstSegment();
    // One that has too little of a processor is not helped by beginning anew, but one may write to
    // nowhere.
    boolean slow = diskTrouble == null && encoder.movedWithin(SLOW, Instant.now());
    limit = slow ? limit.multipliedBy(SLOW_FACTOR) : limit;
    if (System.nanoTime() - advanced > limit.toNanos()) {
      advanced = System.nanoTime();
      String disk = diskTrouble;
      now.restart(disk != null ? disk : "it wrote no segment for " + limit.toSeconds() + " s");
    }
  }

  Assignment.Transcode assignment() {
    return assignment;
  }

  /** Takes what may change under a running encoder: where its viewers are led. */
  void update(Assignment.Transcode now) {
    assignment = now;
    place.movedTo(now.movedTo());
  }

  /** Whether a player asked for it lately. */
  boolean watched() {
    return place.watched();
  }

  /** How it is, as the assignment's state says it. */
  Ladders.LadderState state() {
    Supervisor now = supervisor;
    URI url = progress.masterWritten() ? master : null;
    if (now == null) {
      return new Ladders.LadderState(
          Phase.STARTING, "the encoder before it is ending", null, 0, url, watched(), List.of());
    }
    Supervisor.Status status = now.status();
    boolean ready = running && status.pid() != null;
    Phase phase =
        ready
            ? Phase.RUNNING
            : status.hopeless()
                ? Phase.FAILED
                : status.reason() != null ? Phase.RESTARTING : Phase.STARTING;
    String reason =
        status.reason() == null ? "its first segment is not there yet" : status.reason();
    return new Ladders.LadderState(
        phase,
        ready ? null : reason,
        status.pid(),
        status.restarts(),
        url,
        watched(),
        ready ? List.of() : status.errors());
  }

  /** How its encoder does; without figures while it has none. */
  EncoderQuality quality() {
    Supervisor now = supervisor;
    boolean there = now != null && now.status().pid() != null;
    return (there ? encoder : new EncoderWatch())
        .quality(assignment.id(), Instant.now())
        .withBreaks(progress.breaks());
  }

  /** As {@link LadderProgress#behind}. */
  @Nullable Duration behind() {
    return running ? progress.behind(Instant.now()) : null;
  }

  /** Units of encoding that it uses at this moment. */
  double units() {
    Supervisor now = supervisor;
    return now == null || now.status().pid() == null ? 0 : TranscodeUnits.of(renditions, frameRate);
  }

  /**
   * Stops it; completes when its process is gone.
   *
   * @param forGood nothing follows here: its playlists say so, or go when it has moved
   */
  CompletableFuture<Void> stop(boolean forGood) {
    stopping = true;
    watch.cancel();
    Supervisor now = supervisor;
    CompletableFuture<Void> end =
        now == null ? CompletableFuture.completedFuture(null) : now.stop();
    if (!forGood) {
      return end;
    }
    boolean moved = places.leave(key(), place);
    return end.thenRun(() -> conclude(moved));
  }

  private void conclude(boolean moved) {
    try {
      if (moved) {
        folder.leave();
      } else {
        folder.end();
      }
    } catch (IOException e) {
      log.warn("ladder {}: its playlists are left open", assignment.id(), e);
    }
  }
}

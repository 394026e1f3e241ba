package io.roomfleet.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.typesafe.config.ConfigFactory;
import io.roomfleet.orchestrator.alert.AlertBook;
import io.roomfleet.orchestrator.alert.AlertEvent;
import io.roomfleet.orchestrator.booking.CalendarEvent;
import io.roomfleet.orchestrator.booking.RegionCalendar;
import io.roomfleet.orchestrator.cohost.CohostEvent;
import io.roomfleet.orchestrator.cohost.CohostState;
import io.roomfleet.orchestrator.cohost.pool.PoolEvent;
import io.roomfleet.orchestrator.cohost.pool.PoolState;
import io.roomfleet.orchestrator.cohost.slot.RoomSlot;
import io.roomfleet.orchestrator.cohost.slot.SlotEvent;
import io.roomfleet.orchestrator.platform.JournalEvent;
import io.roomfleet.orchestrator.rebalance.RebalanceEvent;
import io.roomfleet.orchestrator.rebalance.Rebalances;
import io.roomfleet.orchestrator.region.RegionEvent;
import io.roomfleet.orchestrator.region.RegionLedger;
import io.roomfleet.orchestrator.room.LiveRoomState;
import io.roomfleet.orchestrator.room.RoomEvent;
import io.roomfleet.orchestrator.subroom.SubRoomEvent;
import io.roomfleet.orchestrator.subroom.SubRoomState;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The journal is for ever: what was written by any version must be read by this one. {@code
 * src/test/resources/journal} has one file for each kind of event and snapshot, named by its
 * manifest, as it stands in the journal. A file is never changed. When a kind gains a field, a
 * second file {@code <manifest>@2.json} shows the new form, and the first must still be read.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalFormatTest {
  private static final Path FILES = Path.of("src/test/resources/journal");
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString("pekko.actor.provider = local")
              .withFallback(
                  ConfigFactory.parseResources("roomfleet-pekko.conf")
                      .withOnlyPath("pekko.serialization"))
              .withFallback(
                  ConfigFactory.parseResources("roomfleet-pekko.conf")
                      .withOnlyPath("pekko.actor.serialization-bindings"))
              .withFallback(ConfigFactory.load()));
  private final Serialization serialization =
      SerializationExtension.get(kit.system().classicSystem());

  @AfterAll
  void end() {
    kit.shutdownTestKit();
  }

  static List<Class<?>> kinds() {
    List<Class<?>> kinds = new ArrayList<>();
    kinds.addAll(List.of(RoomEvent.class.getPermittedSubclasses()));
    kinds.addAll(List.of(SubRoomEvent.class.getPermittedSubclasses()));
    kinds.addAll(List.of(RegionEvent.class.getPermittedSubclasses()));
    kinds.addAll(List.of(RebalanceEvent.class.getPermittedSubclasses()));
    kinds.addAll(List.of(CalendarEvent.class.getPermittedSubclasses()));
    kinds.addAll(
        List.of(LiveRoomState.class, SubRoomState.class, RegionLedger.class, RegionCalendar.class));
    kinds.add(Rebalances.class);
    kinds.addAll(List.of(AlertEvent.class.getPermittedSubclasses()));
    kinds.add(AlertBook.class);
    kinds.addAll(List.of(CohostEvent.class.getPermittedSubclasses()));
    kinds.addAll(List.of(SlotEvent.class.getPermittedSubclasses()));
    kinds.addAll(List.of(CohostState.class, RoomSlot.class));
    kinds.addAll(List.of(PoolEvent.class.getPermittedSubclasses()));
    kinds.add(PoolState.class);
    return kinds;
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.sorted().toList();
    }
  }

  private static String manifestOf(Path file) {
    return file.getFileName().toString().replaceFirst("(@\\d+)?\\.json$", "");
  }

  private Object read(Path file) throws IOException {
    JsonNode tree = MAPPER.readTree(file.toFile());
    byte[] bytes = MAPPER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
    return serialization.deserialize(bytes, serializer().identifier(), manifestOf(file)).get();
  }

  private SerializerWithStringManifest serializer() throws IOException {
    return (SerializerWithStringManifest) serialization.serializerFor(JournalEvent.class);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldHaveAFileOfEveryKindWithEveryField(Class<?> kind) throws IOException {
    List<Path> ofKind =
        files().stream().filter(file -> manifestOf(file).equals(kind.getName())).toList();
    assertThat(ofKind).as("files of %s in %s", kind.getName(), FILES).isNotEmpty();
    JsonNode newest = MAPPER.readTree(ofKind.get(ofKind.size() - 1).toFile());
    for (RecordComponent field : kind.getRecordComponents()) {
      if (field.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
        continue; // It follows from the others.
      }
      assertThat(newest.hasNonNull(field.getName()))
          .as("%s in the newest file of %s", field.getName(), kind.getName())
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldReadWhatAnyVersionWrote(Path file) throws IOException {
    assertThat(read(file).getClass().getName()).isEqualTo(manifestOf(file));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldWriteTheNewestFormAsItStands(Class<?> kind) throws IOException {
    Path newest =
        files().stream()
            .filter(file -> manifestOf(file).equals(kind.getName()))
            .reduce((older, newer) -> newer)
            .orElseThrow();
    Object event = read(newest);
    assertThat(serializer().manifest(event)).isEqualTo(kind.getName());
    JsonNode written = MAPPER.readTree(serialization.serialize(event).get());
    assertThat(MAPPER.writeValueAsString(written))
        .as("a changed form is a new file %s@<n>.json beside the old one", kind.getName())
        .isEqualTo(MAPPER.writeValueAsString(MAPPER.readTree(newest.toFile())));
  }

  @Test
  void shouldKnowTheKindOfEveryFile() throws IOException {
    assertThat(files())
        .allSatisfy(
            file -> assertThat(kinds().stream().map(Class::getName)).contains(manifestOf(file)));
  }
}

package io.roomfleet.orchestrator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** The walls between the packages. Each rule says what it keeps apart, and why. */
@AnalyzeClasses(
    packages = "io.roomfleet.orchestrator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.roomfleet.orchestrator.";

  /** The pure states of the features, their events, and what both are made of. */
  private static final String DOMAIN =
      "io\\.roomfleet\\.orchestrator\\.(room|subroom|region|booking|cohost|rebalance|alert)\\."
          + "(LiveRoom|LiveRoomState|RoomFold|SubRoom|SubRoomState|SubRoomFold|SubRoomMoves|Moves|RegionLedger|Ledger\\w*"
          + "|Reservation|Order|RegionCalendar|AlertBook|AlertFold|RoomSenses|CalendarReader|LoadSweep|Booking|\\w+Event|\\w+Spec|CohostSession"
          + "|CohostState|CohostFold|CohostDraft|CohostDeadlines|Consequences|CohostCases|CohostRooms|Seating|Rounds|Seat|Claim)(\\$.*)?";

  @ArchTest
  static final ArchRule placementIsPure =
      classes()
          .that()
          .resideInAPackage(ROOT + "placement..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  ROOT + "placement..",
                  "io.roomfleet.api..",
                  "java.lang..",
                  "java.util..",
                  "java.time..",
                  "java.math..",
                  "org.jspecify.."))
          .because("a choice must be the same whenever and wherever it is made again");

  @ArchTest
  static final ArchRule countingIsPure =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "telemetry.beacon..", ROOT + "telemetry.window..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.pekko..", "com.datastax..", "java.net..", ROOT + "telemetry.meter..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(InstantSource.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("a Meter that is made anew must count the same");

  @ArchTest
  static final ArchRule alertRulesArePure =
      classes()
          .that()
          .resideInAPackage(ROOT + "alert.rule..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  ROOT + "alert.rule..",
                  "io.roomfleet.api..",
                  "java.lang..",
                  "java.util..",
                  "java.time..",
                  "org.jspecify.."))
          .because("made-up evenings are played in no time");

  @ArchTest
  static final ArchRule cohostPartsArePure =
      classes()
          .that()
          .resideInAnyPackage(
              ROOT + "cohost.slot..",
              ROOT + "cohost.stage..",
              ROOT + "cohost.pk..",
              ROOT + "cohost.pool..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  ROOT + "cohost.slot..",
                  ROOT + "cohost.stage..",
                  ROOT + "cohost.pk..",
                  ROOT + "cohost.pool..",
                  "io.roomfleet.api.cohost..",
                  ROOT + "platform..",
                  "com.fasterxml.jackson.annotation..",
                  "java.lang..",
                  "java.util..",
                  "java.time..",
                  "org.jspecify.."))
          .because("rooms keep slots, and a match must be the same whenever it is made again");

  @ArchTest
  static final ArchRule domainKnowsNoActors =
      noClasses()
          .that()
          .haveNameMatching(DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.pekko..", "com.datastax..", "java.net.http..", "java.io..")
          .because("states decide and apply; actors ask, time and store");

  @ArchTest
  static final ArchRule domainHasNoClock =
      noClasses()
          .that()
          .haveNameMatching(DOMAIN + "|" + ROOT.replace(".", "\\.") + "placement\\..*")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(InstantSource.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .because("now is passed in, so that a history can be played again");

  @ArchTest
  static final ArchRule httpKnowsPortsOnly =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "http..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "(*)..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + "http..", ROOT + "security..", ROOT + "platform.."))))
          .because("routes ask ports, which the features implement");

  @ArchTest
  static final ArchRule securityAndPlatformStandBelow =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "security..", ROOT + "platform..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "(*)..")
                  .and(not(resideInAnyPackage(ROOT + "security..", ROOT + "platform.."))))
          .because("every feature uses them");

  @ArchTest
  static final ArchRule nobodyNeedsTheConsole =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "console..", ROOT + "app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "console..")
          .because("the console uses the public API, and may be left out")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nobodyNeedsTheApp =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "app..")
          .because("app wires the features; it is the end of every arrow");

  @ArchTest
  static final ArchRule programsDoNotSeeEachOther =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.roomfleet.agent..", "io.roomfleet.deploy..")
          .because("orchestrator and region-agent meet in api only, and deploy installs both");

  @ArchTest
  static final ArchRule featuresFormNoCircle =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .because("a timer or a condition says what is waited for");

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Utils?|Helper|Manager)")
          .because("these names say nothing");
}

package io.roomfleet.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(
    packages = "io.roomfleet.agent",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule nothingKnowsTheOrchestrator =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.roomfleet.orchestrator..", "io.roomfleet.deploy..");

  @ArchTest
  static final ArchRule theHubKnowsNothingOfTheAgentAroundIt =
      noClasses()
          .that()
          .resideInAnyPackage("..agent.hub..", "..agent.ts..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..agent.app..",
              "..agent.session..",
              "..agent.reconcile..",
              "..agent.http..",
              "..agent.relay..",
              "..agent.ladder..",
              "..agent.process..",
              "..agent.ffmpeg..",
              "..agent.load..");

  @ArchTest
  static final ArchRule theSessionDoesNotKnowWhatRuns =
      noClasses()
          .that()
          .resideInAPackage("..agent.session..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..agent.relay..", "..agent.ladder..", "..agent.http..");

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      SlicesRuleDefinition.slices().matching("io.roomfleet.agent.(*)..").should().beFreeOfCycles();
}

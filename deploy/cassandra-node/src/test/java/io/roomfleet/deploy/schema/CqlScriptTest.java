package io.roomfleet.deploy.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CqlScriptTest {
  @Test
  void splitsAtSemicolonsAndLeavesCommentsOut() {
    assertThat(
            statements(
                "-- first; not a statement\nCREATE TABLE a (id int); /* two;\nlines */\n"
                    + "CREATE TABLE b // why; not\n (id int);\n"))
        .containsExactly("CREATE TABLE a (id int)", "CREATE TABLE b \n (id int)");
  }

  @Test
  void leavesSemicolonsAndDashesInQuotesAlone() {
    assertThat(statements("INSERT INTO a (t) VALUES ('x;--''y'); SELECT \"a;b\" FROM a"))
        .containsExactly("INSERT INTO a (t) VALUES ('x;--''y')", "SELECT \"a;b\" FROM a");
  }

  @Test
  void hasNoStatementsInCommentsAlone() {
    assertThat(statements("-- nothing\n\n/* here */ ;;\n")).isEmpty();
  }

  @Test
  void everyShippedStatementMakesWhatIsMissingAndNothingElse() {
    for (CqlScript file : SchemaFiles.shipped()) {
      assertThat(file.statements()).as(file.name()).isNotEmpty();
      assertThat(file.statements())
          .as(file.name())
          .allMatch(it -> it.startsWith("CREATE ") && it.contains(" IF NOT EXISTS "));
    }
  }

  @Test
  void theShippedFilesAreInOrderAndFilledIn() {
    assertThat(SchemaFiles.shipped())
        .extracting(CqlScript::name)
        .isSorted()
        .startsWith("01-keyspace.cql", "02-journal.cql", "03-projection.cql");
    assertThat(Schema.print(Replication.parse("eu:3")))
        .contains("'NetworkTopologyStrategy', 'eu': 3}")
        .doesNotContain("{{");
  }

  private static List<String> statements(String text) {
    return new CqlScript("99-test.cql", text).statements();
  }
}

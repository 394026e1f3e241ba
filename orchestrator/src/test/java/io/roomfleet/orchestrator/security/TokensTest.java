package io.roomfleet.orchestrator.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens and the guard that knows them. */
class TokensTest {
  private static final String ADMIN = "the-admin's-token";
  private static final String JOIN = "the-agents'-token";

  @Test
  void standForTheAdminAndForTheAgentsOfARegion() {
    Tokens tokens = Tokens.of(ADMIN, Map.of("eu-west", JOIN));

    assertThat(tokens.principalOf(ADMIN)).contains(new Principal.Admin());
    assertThat(tokens.principalOf(JOIN)).contains(new Principal.AgentsOf("eu-west"));
    assertThat(tokens.principalOf(ADMIN + " ")).isEmpty();
    assertThat(tokens.principalOf("")).isEmpty();
  }

  @Test
  void mustBeThereAndLongEnough() {
    assertThatThrownBy(() -> Tokens.of(null, Map.of()))
        .hasMessage(
            "the API token (ROOMFLEET_API_TOKEN): not set (expected: at least 16 characters)");
    assertThatThrownBy(() -> Tokens.of("fifteen-letters", Map.of()))
        .hasMessage("the API token (ROOMFLEET_API_TOKEN): 15 characters (expected: at least 16)");
    assertThatThrownBy(() -> Tokens.of(ADMIN, Map.of("eu-west", "short")))
        .hasMessage("the join token of region eu-west: 5 characters (expected: at least 16)");
  }

  @Test
  void mustFitIntoAHeader() {
    assertThatThrownBy(() -> Tokens.of("sixteen letters and blanks", Map.of()))
        .hasMessageContaining("visible ASCII");
  }

  @Test
  void mustEachStandForOne() {
    assertThatThrownBy(() -> Tokens.of(ADMIN, Map.of("eu-west", ADMIN)))
        .hasMessageContaining("the same as of token:admin")
        .hasMessageNotContaining(ADMIN);
  }

  @Test
  void areTakenWhateverTheCaseOfTheScheme() {
    Guard guard = new Guard(Tokens.of(ADMIN, Map.of("eu-west", JOIN)));

    assertThat(guard.toApi("bearer " + ADMIN)).isInstanceOf(Guard.Pass.class);
    assertThat(guard.toApi("BEARER   " + ADMIN)).isInstanceOf(Guard.Pass.class);
    assertThat(guard.toAgentSession("Bearer " + JOIN, "eu-west")).isInstanceOf(Guard.Pass.class);
    assertThat(guard.toAgentSession("Bearer " + JOIN, null)).isInstanceOf(Guard.Stop.class);
    assertThat(guard.toAgentSession(null, "eu-west")).isInstanceOf(Guard.Stop.class);
  }
}

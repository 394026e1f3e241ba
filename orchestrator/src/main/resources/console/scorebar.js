// The round of a PK: its bar, its clock, who won, and the rounds before.
import { html } from './html.js';
import { amount, clock, span } from './format.js';

/** A team that is named after its room is called by those who come from there. */
export function teamName(team, seats) {
  const hosts = seats.filter(seat => seat.roomId === team && seat.kind === 'HOST').map(seat => seat.name);
  return hosts.join(' & ') || team;
}

/** What the clock says at `time` (the server's, ms): {phase, words, seconds}. The server may not have said so yet. */
export function roundClock(pk, time) {
  const starts = Date.parse(pk.startsAt);
  const ends = Date.parse(pk.endsAt);
  if (pk.phase === 'OVER') {
    const until = pk.punishmentUntil ? Math.max(0, Date.parse(pk.punishmentUntil) - time) : null;
    return { phase: 'over', words: until === null ? 'over' : 'until the session ends', seconds: until === null ? null : until / 1000 };
  }
  if (time < starts) return { phase: 'countdown', words: 'until it starts', seconds: Math.ceil((starts - time) / 1000) };
  if (time < ends) return { phase: 'running', words: pk.extraTimes ? 'left, in extra time' : 'left', seconds: Math.ceil((ends - time) / 1000) };
  return { phase: 'ending', words: 'time is up', seconds: 0 };
}

/** Who won, in words. */
export function verdict(result, seats) {
  if (result.winner) return `${teamName(result.winner, seats)} won${result.how === 'FORFEIT' ? ', since nobody else was left' : ''}`;
  return result.how === 'BROKEN_OFF' ? 'Broken off: nobody won' : 'A draw';
}

export function ScoreBar({ pk, seats, time }) {
  const { phase, words, seconds } = roundClock(pk, time);
  const result = pk.phase === 'OVER' ? pk.results.at(-1) : null;
  const all = pk.teams.reduce((sum, team) => sum + team.points, 0);
  const share = team => 10 + (100 - 10 * pk.teams.length) * (all ? team.points / all : 1 / pk.teams.length);
  return html`<section class=${`score score-${phase}`} aria-label="Score" data-testid="score" data-phase=${phase}>
    <p class="score-head">
      <span class="dim">Round ${pk.round}</span>
      <b class="score-clock mono" role="timer" data-testid="score-clock">${seconds === null ? '–' : span(seconds)}</b>
      <span class="dim">${words}</span>
    </p>
    <div class="score-bar">
      ${pk.teams.map((team, i) => html`<span key=${team.name} class=${`score-team score-team-${i % 4}`} style=${{ width: `${share(team)}%` }}
          data-testid="score-team" data-team=${team.name} data-points=${team.points}>
        <span class="score-name">${teamName(team.name, seats)}</span><b class="mono">${amount(team.points, 0)}</b>
      </span>`)}
    </div>
    ${result && html`<p class="score-verdict" role="status" data-testid="score-verdict"><b>${verdict(result, seats)}</b></p>`}
  </section>`;
}

/** The rounds that are over, the newest first. */
export function Results({ results, seats }) {
  if (!results?.length) return null;
  return html`<div class="scroll-x"><table data-testid="results">
    <thead><tr><th>Round</th><th>Ended</th><th>Points</th><th>Result</th></tr></thead>
    <tbody>${[...results].reverse().map(result => html`<tr key=${result.round} data-testid="result">
      <td class="mono">${result.round}</td><td class="mono">${clock(result.endedAt)}</td>
      <td>${Object.entries(result.points).map(([team, points]) => `${teamName(team, seats)} ${amount(points, 0)}`).join(' : ')}</td>
      <td>${verdict(result, seats)}${result.extraTimes > 0 && html` <span class="dim small">after extra time</span>`}</td>
    </tr>`)}</tbody>
  </table></div>`;
}

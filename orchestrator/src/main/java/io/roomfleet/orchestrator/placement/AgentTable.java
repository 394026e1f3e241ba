package io.roomfleet.orchestrator.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The agents of a region as rows of numbers, by id, so that a search runs through them without
 * making anything. Immutable: a change copies the one block of rows that it is in and shares the
 * others, so that a decision can be worked out on a table of its own and thrown away, and a ledger
 * is kept up to date at the same small price whatever its size. Only a new agent copies all.
 */
public final class AgentTable {
  public static final AgentTable EMPTY = new AgentTable(new String[0], new long[0][], List.of());

  /** 2^5 rows of 2^3 numbers are a block: 2 KiB are copied for a change. */
  private static final int ROW_BITS = 3;

  private static final int BLOCK_BITS = 5;
  private static final int BLOCK_ROWS = 1 << BLOCK_BITS;
  private static final int IN_BLOCK = BLOCK_ROWS - 1;

  private static final int CAPACITY = 0;
  private static final int RESERVED = 3;
  private static final int FLAGS = 6;
  private static final int ABILITIES = 7;
  private static final long HEARD = 1;
  private static final long DRAINING = 2;
  private static final int NEVER_SAID = -1;

  private final String[] ids;
  private final long[][] blocks;
  private final List<Set<String>> abilitySets;

  private AgentTable(String[] ids, long[][] blocks, List<Set<String>> abilitySets) {
    this.ids = ids;
    this.blocks = blocks;
    this.abilitySets = abilitySets;
  }

  public static AgentTable of(Collection<AgentSnapshot> agents) {
    List<AgentSnapshot> byId = new ArrayList<>(agents);
    byId.sort(Comparator.comparing(AgentSnapshot::id));
    String[] ids = byId.stream().map(AgentSnapshot::id).toArray(String[]::new);
    long[][] blocks = new long[(ids.length + IN_BLOCK) >> BLOCK_BITS][BLOCK_ROWS << ROW_BITS];
    List<Set<String>> abilitySets = new ArrayList<>();
    for (int row = 0; row < ids.length; row++) {
      write(blocks[row >> BLOCK_BITS], row, byId.get(row), abilitySets);
    }
    return new AgentTable(ids, blocks, List.copyOf(abilitySets));
  }

  /** With this agent, new or changed. */
  public AgentTable with(AgentSnapshot agent) {
    int row = rowOf(agent.id());
    if (row < 0) {
      List<AgentSnapshot> more = rows();
      more.add(agent);
      return of(more);
    }
    List<Set<String>> sets = new ArrayList<>(abilitySets);
    long[] block = blocks[row >> BLOCK_BITS].clone();
    write(block, row, agent, sets);
    return withBlock(row, block, sets.size() == abilitySets.size() ? abilitySets : sets);
  }

  /** With so much more booked on an agent that is in the table; less where a side is negative. */
  public AgentTable booked(String agentId, Amount amount) {
    int row = rowOf(agentId);
    if (row < 0) {
      throw new IllegalArgumentException("agent: " + agentId + " (expected: one of the table)");
    }
    long[] block = blocks[row >> BLOCK_BITS].clone();
    int at = start(row) + RESERVED;
    block[at] += amount.milliUnits();
    block[at + 1] += amount.kbps();
    block[at + 2] += amount.slots();
    return withBlock(row, block, abilitySets);
  }

  /** True when the agent is in the table. */
  public boolean has(String agentId) {
    return rowOf(agentId) >= 0;
  }

  /** What is booked on an agent; nothing on one that is not in the table. */
  public Amount reservedOn(String agentId) {
    int row = rowOf(agentId);
    return row < 0 ? Amount.ZERO : reserved(row);
  }

  /** All agents by id. The list is the caller's own. */
  public List<AgentSnapshot> rows() {
    List<AgentSnapshot> rows = new ArrayList<>(ids.length + 1);
    for (int row = 0; row < ids.length; row++) {
      int set = abilitySet(row);
      rows.add(
          new AgentSnapshot(
              ids[row],
              heard(row),
              draining(row),
              set == NEVER_SAID ? null : abilitySets.get(set),
              capacity(row),
              reserved(row)));
    }
    return rows;
  }

  int size() {
    return ids.length;
  }

  String id(int row) {
    return ids[row];
  }

  /** Negative when it is not in the table. */
  int rowOf(String agentId) {
    return Arrays.binarySearch(ids, agentId);
  }

  boolean heard(int row) {
    return (number(row, FLAGS) & HEARD) != 0;
  }

  boolean draining(int row) {
    return (number(row, FLAGS) & DRAINING) != 0;
  }

  /** The same for all agents with the same abilities; for {@link #isAble}. */
  int abilitySet(int row) {
    return (int) number(row, ABILITIES);
  }

  boolean isAble(int abilitySet, Set<String> wanted) {
    return abilitySet == NEVER_SAID || abilitySets.get(abilitySet).containsAll(wanted);
  }

  Amount capacity(int row) {
    return amount(row, CAPACITY);
  }

  Amount reserved(int row) {
    return amount(row, RESERVED);
  }

  boolean fits(int row, long milliUnits, long kbps, long slots) {
    long[] block = blocks[row >> BLOCK_BITS];
    int at = start(row);
    return block[at + RESERVED] + milliUnits <= block[at]
        && block[at + RESERVED + 1] + kbps <= block[at + 1]
        && block[at + RESERVED + 2] + slots <= block[at + 2];
  }

  /** The fullest side's share with so much more on it. */
  double shareWith(int row, long milliUnits, long kbps, long slots) {
    long[] block = blocks[row >> BLOCK_BITS];
    int at = start(row);
    double units = Amount.share(block[at + RESERVED] + milliUnits, block[at]);
    double egress = Amount.share(block[at + RESERVED + 1] + kbps, block[at + 1]);
    double places = Amount.share(block[at + RESERVED + 2] + slots, block[at + 2]);
    return Math.max(units, Math.max(egress, places));
  }

  /** The largest share, by side, of so much that does not fit; 0 when all fits. */
  double missing(int row, long milliUnits, long kbps, long slots) {
    long[] block = blocks[row >> BLOCK_BITS];
    int at = start(row);
    double units = Amount.share(block[at + RESERVED] + milliUnits - block[at], milliUnits);
    double egress = Amount.share(block[at + RESERVED + 1] + kbps - block[at + 1], kbps);
    double places = Amount.share(block[at + RESERVED + 2] + slots - block[at + 2], slots);
    return Math.max(units, Math.max(egress, places));
  }

  /** The wanted abilities that an agent did not declare, in the order of their names. */
  Set<String> lacking(int row, Set<String> wanted) {
    Set<String> lacking = new TreeSet<>(wanted);
    if (abilitySet(row) != NEVER_SAID) {
      lacking.removeAll(abilitySets.get(abilitySet(row)));
    }
    return lacking;
  }

  private static int start(int row) {
    return (row & IN_BLOCK) << ROW_BITS;
  }

  private long number(int row, int column) {
    return blocks[row >> BLOCK_BITS][start(row) + column];
  }

  private Amount amount(int row, int column) {
    return new Amount(number(row, column), number(row, column + 1), number(row, column + 2));
  }

  private AgentTable withBlock(int row, long[] block, List<Set<String>> sets) {
    long[][] others = blocks.clone();
    others[row >> BLOCK_BITS] = block;
    return new AgentTable(ids, others, sets);
  }

  private static void write(
      long[] block, int row, AgentSnapshot agent, List<Set<String>> abilitySets) {
    int at = start(row);
    write(block, at + CAPACITY, agent.capacity());
    write(block, at + RESERVED, agent.reserved());
    block[at + FLAGS] = (agent.heard() ? HEARD : 0) | (agent.draining() ? DRAINING : 0);
    block[at + ABILITIES] = setOf(agent.abilities(), abilitySets);
  }

  private static void write(long[] block, int at, Amount amount) {
    block[at] = amount.milliUnits();
    block[at + 1] = amount.kbps();
    block[at + 2] = amount.slots();
  }

  private static int setOf(@Nullable Set<String> abilities, List<Set<String>> abilitySets) {
    if (abilities == null) {
      return NEVER_SAID;
    }
    int known = abilitySets.indexOf(abilities);
    if (known >= 0) {
      return known;
    }
    abilitySets.add(Set.copyOf(abilities));
    return abilitySets.size() - 1;
  }

  /** The same agents with the same figures, however the table came to be. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AgentTable table && rows().equals(table.rows());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return rows().toString();
  }
}

/**
 * The other side of the example: a service that keeps customers, notes and log entries in its own way (here, in memory)
 * and answers the few questions that a card is made of. What it does not know it answers 404, and that part of the card
 * stays empty.
 */
interface Kept {
  id: string;
  code: string;
  name: string;
  keys: string[];
  notes: { id: string; text: string; at: number }[];
}

interface Asked {
  name: string;
  args: Record<string, unknown>;
}

export interface Answered {
  status: number;
  body: unknown;
}

/** A row as the panel reads it: what a shop does not keep may be left out. */
function rowOf({ id, code, name, keys }: Kept) {
  return {
    id,
    code,
    name,
    links: Object.fromEntries(keys.map((key) => [key, { by: 'user', at: 0, from: 'rest' }])),
  };
}

export function createService() {
  const customers: Kept[] = [];
  const detailOf = ({ id, notes }: Kept) => ({
    notes: notes.map((note) => ({ ...note, customer: id })),
  });
  const queries: Record<string, (args: Record<string, unknown>) => unknown> = {
    card({ keys }) {
      const found = customers.filter((one) => one.keys.some((key) => (keys as string[]).includes(key)));
      return { customers: found.map(rowOf), detail: found[0] ? detailOf(found[0]) : null };
    },
    customer({ id }) {
      const found = customers.find((one) => one.id === id);
      return found ? { customer: rowOf(found), ...detailOf(found) } : null;
    },
    tags: () => [],
    openReminders: () => [],
  };
  const commands: Record<string, (args: Record<string, unknown>) => string> = {
    'customer.save'({ id, set, keys }) {
      const { name } = set as { name?: string };
      const known = customers.find((one) => one.id === id);
      if (known) {
        if (name !== undefined) known.name = name;
        return known.id;
      }
      const number = customers.length + 1;
      const made = { id: `r${number}`, code: `R-${number}`, name: name ?? '', notes: [] };
      customers.push({ ...made, keys: (keys as string[] | undefined) ?? [] });
      return made.id;
    },
    'note.add'({ customer, text }) {
      const kept = customers.find((one) => one.id === customer);
      const note = { id: `n${(kept?.notes.length ?? 0) + 1}`, text: String(text), at: 0 };
      kept?.notes.push(note);
      return note.id;
    },
  };
  return {
    customers,
    answer(path: string, { name, args }: Asked): Answered {
      if (path === 'query') {
        const query = queries[name];
        return query ? { status: 200, body: query(args) } : { status: 404, body: null };
      }
      const command = commands[name];
      if (!command) return { status: 404, body: null };
      return { status: 200, body: { change: null, id: command(args), existing: false, kept: 0 } };
    },
  };
}

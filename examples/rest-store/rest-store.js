/**
 * A store behind a small REST service: `POST <base>/query` and `POST <base>/command` with `{ name, args }`. After each
 * command every question that is still of interest is asked again; a service that pushes would do it for other people's
 * commands too.
 */
export function createRestStore(base) {
  const asking = new Set();
  const post = async (path, body) => {
    const answer = await fetch(`${base}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok)
      throw Object.assign(new Error(path), { code: answer.status === 409 ? 'key-taken' : 'unreachable' });
    return answer.json();
  };
  return {
    live: (query) => ({
      subscribe(observer) {
        let newest = 0;
        const ask = async () => {
          newest += 1;
          const mine = newest;
          try {
            const value = await post('query', query);
            if (mine === newest && asking.has(ask)) observer.next(value);
          } catch (error) {
            if (asking.has(ask)) observer.error?.(error);
          }
        };
        asking.add(ask);
        void ask();
        return { unsubscribe: () => asking.delete(ask) };
      },
    }),
    async run(command) {
      const result = await post('command', command);
      for (const ask of [...asking]) void ask();
      return result;
    },
  };
}

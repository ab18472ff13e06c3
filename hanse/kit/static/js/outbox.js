// Lines that wait for reception: text, time, a key made here and whose line it is, in IndexedDB, and nothing else.
// Two people may share a browser: a line is shown to its writer alone and sent under her name alone.
// Pages import this file and the service worker loads it as it is, hence no import or export in it.
self.outbox = (() => {
  const open = () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open("hanse-outbox", 2);
      request.onupgradeneeded = () => {
        const there = request.result.objectStoreNames;
        if (!there.contains("lines")) request.result.createObjectStore("lines", { keyPath: "key" });
        if (!there.contains("last")) request.result.createObjectStore("last");
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  const run = async (mode, work, store = "lines") => {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode);
      const request = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    }).finally(() => database.close());
  };

  // Without https, in a house of one's own, a browser makes no UUIDs.
  const newKey = () =>
    crypto.randomUUID?.() ??
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  // A page says whose it is; the page without reception and the worker go by who was here last.
  const here = () => self.document?.querySelector("sign-in-again")?.dataset.person;
  const be = (person) => run("readwrite", (last) => last.put(person, "person"), "last");
  const last = async () => here() ?? run("readonly", (last) => last.get("person"), "last");

  const all = async () => (await run("readonly", (lines) => lines.getAll())).sort((a, b) => a.at.localeCompare(b.at));
  const of = async (person) => (await all()).filter((one) => one.person === person);
  const waiting = async () => of(await last());
  const add = async (line, key = newKey()) => {
    const person = await last();
    return run("readwrite", (lines) => lines.put({ key, line, person, at: new Date().toISOString() }));
  };
  const drop = (key) => run("readwrite", (lines) => lines.delete(key));

  // Nobody signed in: nobody's lines are sent, and everything goes on waiting.
  async function whoIsHere(again) {
    const answer = await fetch(again, { method: "HEAD", headers: { "HX-Request": "true" } });
    return answer.ok && { token: answer.headers.get("X-CSRF-Token"), person: answer.headers.get("X-Person") };
  }

  async function sendAll({ url, again }) {
    const who = (await all()).length && (await whoIsHere(again));
    const lines = who ? await of(who.person) : [];
    let sent = 0;
    for (const { key, line, at } of lines) {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": who.token, "HX-Request": "true" },
        body: JSON.stringify({ key, line, at }),
      });
      if (answer.status === 401 || answer.status === 429 || answer.status >= 500) break;
      if (!answer.ok) continue;
      await drop(key);
      sent += 1;
    }
    return sent;
  }

  // Two open pages send once: the lock lets one work; the server knows the key as well.
  const send = (addresses) =>
    navigator.locks ? navigator.locks.request("hanse-outbox", () => sendAll(addresses)) : sendAll(addresses);

  if (here()) be(here()).catch(() => {});
  return { add, be, send, waiting };
})();

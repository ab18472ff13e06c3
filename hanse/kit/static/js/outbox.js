// Lines that wait for reception: text, time and a key made here, in IndexedDB, and nothing else.
// Pages import this file and the service worker loads it as it is, hence no import or export in it.
self.outbox = (() => {
  const open = () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open("hanse-outbox", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("lines", { keyPath: "key" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  const run = async (mode, work) => {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction("lines", mode);
      const request = work(transaction.objectStore("lines"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    }).finally(() => database.close());
  };

  // Without https, in a house of one's own, a browser makes no UUIDs.
  const newKey = () =>
    crypto.randomUUID?.() ??
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const waiting = async () => (await run("readonly", (lines) => lines.getAll())).sort((a, b) => a.at.localeCompare(b.at));
  const add = (line, key = newKey()) =>
    run("readwrite", (lines) => lines.put({ key, line, at: new Date().toISOString() }));
  const drop = (key) => run("readwrite", (lines) => lines.delete(key));

  // Nobody signed in: no token, and everything goes on waiting.
  async function freshToken(again) {
    const answer = await fetch(again, { method: "HEAD", headers: { "HX-Request": "true" } });
    return answer.ok ? answer.headers.get("X-CSRF-Token") : null;
  }

  async function sendAll({ url, again }) {
    const lines = await waiting();
    const token = lines.length ? await freshToken(again) : null;
    let sent = 0;
    for (const one of token ? lines : []) {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token, "HX-Request": "true" },
        body: JSON.stringify(one),
      });
      if (answer.status === 401 || answer.status === 429 || answer.status >= 500) break;
      if (!answer.ok) continue;
      await drop(one.key);
      sent += 1;
    }
    return sent;
  }

  // Two open pages send once: the lock lets one work; the server knows the key as well.
  const send = (addresses) =>
    navigator.locks ? navigator.locks.request("hanse-outbox", () => sendAll(addresses)) : sendAll(addresses);

  return { add, send, waiting };
})();

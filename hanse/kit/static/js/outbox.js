// Lines that wait for reception: text, time and a key made here, in IndexedDB, and nothing else.
import { token } from "./token.js";

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
    transaction.onerror = () => reject(transaction.error);
  });
};

export const waiting = () => run("readonly", (lines) => lines.getAll());
export const add = (line) =>
  run("readwrite", (lines) => lines.put({ key: crypto.randomUUID(), line, at: new Date().toISOString() }));
const drop = (key) => run("readwrite", (lines) => lines.delete(key));

async function sendAll(url, fresh) {
  let sent = 0;
  for (const one of await waiting()) {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": fresh ?? token(), "HX-Request": "true" },
      body: JSON.stringify(one),
    });
    if (!answer.ok) return sent;
    await drop(one.key);
    sent += 1;
  }
  return sent;
}

// Two open pages send once: the lock lets one work; the server knows the key as well.
export const send = (url, fresh) =>
  navigator.locks ? navigator.locks.request("hanse-outbox", () => sendAll(url, fresh)) : sendAll(url, fresh);

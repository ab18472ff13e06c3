// Keeps the empty house on the phone: stylesheet, scripts, icons and one page without data. No page with a
// person on it is ever stored. The view writes FILES, ADDRESSES and the version in.
importScripts(ADDRESSES.outbox);

const CACHE = "hanse-shell-VERSION";

addEventListener("install", (event) => {
  const fill = async () => (await caches.open(CACHE)).addAll([ADDRESSES.offline, ...FILES]);
  event.waitUntil(fill().then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("hanse-shell-") && name !== CACHE;
  const clear = async () => Promise.all((await caches.keys()).filter(isOld).map((name) => caches.delete(name)));
  event.waitUntil(clear().then(() => clients.claim()));
});

// A line that was sent into a dead spot is kept under the key of its form, so that it arrives once.
async function keepLine(request) {
  const fields = await request.formData();
  const line = fields.get("line");
  if (line?.trim()) await outbox.add(line, fields.get("key") || undefined);
}

async function visit(request) {
  const isLine = request.method === "POST" && new URL(request.url).pathname.startsWith(ADDRESSES.capture);
  const copy = isLine && request.clone();
  try {
    return await fetch(request);
  } catch (problem) {
    if (copy) await keepLine(copy);
    return (await caches.match(ADDRESSES.offline)) ?? Promise.reject(problem);
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(visit(request));
  else if (request.method === "GET" && pathname.startsWith(ADDRESSES.files)) {
    // The browser's own cache answers for hashed names; this one only steps in without reception.
    event.respondWith(fetch(request).catch(async (problem) => (await caches.match(request)) ?? Promise.reject(problem)));
  }
});

addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(outbox.send({ url: ADDRESSES.waiting, again: ADDRESSES.again }));
});

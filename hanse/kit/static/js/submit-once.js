// A double click sends a form once. The back button finds it ready again.
const sent = new WeakMap();
const PAUSE = 4000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (Date.now() - (sent.get(form) ?? 0) < PAUSE) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  sent.set(form, Date.now());
}, true);

document.addEventListener("htmx:after:request", (event) => sent.delete(event.target.closest?.("form")));
addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => sent.delete(form)));

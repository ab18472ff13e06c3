// A double click sends a form once. The back button, and htmx when it is through, find it ready again.
const sent = new Map();

function release(form) {
  sent.get(form)?.removeAttribute("aria-busy");
  sent.delete(form);
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.getAttribute("method")?.toLowerCase() !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const button = event.submitter ?? form;
    sent.set(form, button);
    // Afterwards, since a busy button must still be sent along with its name and value.
    setTimeout(() => {
      const isTakenOver = event.defaultPrevented && !form.matches("[hx-post], [hx-get]");
      if (isTakenOver) release(form);
      else if (sent.has(form)) button.setAttribute("aria-busy", "true");
    });
    // A form that answers with a file leaves the page where it is.
    setTimeout(() => release(form), 10_000);
  },
  true,
);

document.addEventListener("htmx:finally:request", (event) => release(event.target.closest?.("form")));
addEventListener("pageshow", () => [...sent.keys()].forEach(release));

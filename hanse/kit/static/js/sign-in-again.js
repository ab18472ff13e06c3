// <sign-in-again data-url="…">: when a session has run out, asks in a dialog to sign in and then sends
// what was meant to be sent. It sends nothing by itself.
import { renew, token } from "./token.js";

customElements.define(
  "sign-in-again",
  class extends HTMLElement {
    connectedCallback() {
      document.addEventListener("htmx:after:request", (event) => {
        const context = event.detail?.ctx;
        if (context?.response?.status === 401) this.ask(event.target);
      });
      document.addEventListener("submit", (event) => this.check(event));
    }

    // A plain form would lose the page: see first whether anybody is still signed in.
    async check(event) {
      const form = event.target;
      if (form.method !== "post" || this.contains(form) || form.hasAttribute("hx-post") || event.defaultPrevented) return;
      if (this.passed === form || !navigator.onLine || form.enctype === "multipart/form-data" || form.dataset.open !== undefined) return;
      event.preventDefault();
      const submitter = event.submitter;
      const answer = await fetch(this.dataset.url, { method: "HEAD", headers: { "HX-Request": "true" } }).catch(() => null);
      if (answer?.status === 401) return this.ask(form, submitter);
      renew(answer?.headers.get("X-CSRF-Token"));
      this.send(form, submitter);
    }

    send(target, submitter) {
      const form = target.closest("form") ?? target;
      this.passed = form;
      if (form.requestSubmit) form.requestSubmit(submitter?.form === form ? submitter : undefined);
      this.passed = null;
    }

    async ask(target, submitter) {
      if (this.querySelector("dialog")) return;
      const page = await fetch(this.dataset.url, { headers: { "HX-Request": "true" } });
      this.innerHTML = await page.text();
      const dialog = this.querySelector("dialog");
      dialog.addEventListener("close", () => this.replaceChildren());
      dialog.querySelector("form").addEventListener("submit", async (event) => {
        event.preventDefault();
        event.stopPropagation();
        const answer = await fetch(this.dataset.url, {
          method: "POST",
          body: new URLSearchParams(new FormData(event.target)),
          headers: { "HX-Request": "true", "X-CSRFToken": page.headers.get("X-CSRF-Token") ?? token() },
        });
        if (answer.status === 205) return location.reload();
        if (!answer.ok) return void (dialog.querySelector("[data-problem]").hidden = false);
        renew(answer.headers.get("X-CSRF-Token"));
        dialog.close();
        if (target) this.send(target, submitter);
      });
      dialog.showModal();
    }
  },
);

// <sign-in-again data-url="…" data-person="…">: when a session has run out, asks in a dialog to sign in and
// then sends what htmx meant to send. Without that sign-in, and for anybody else, it sends nothing.
import { renew, token } from "./token.js";

const HTMX = { "HX-Request": "true" };

customElements.define(
  "sign-in-again",
  class extends HTMLElement {
    connectedCallback() {
      this.failed = new Map();
      document.addEventListener("htmx:after:request", (event) => this.watch(event));
      addEventListener("focus", () => this.firstChild && this.look());
    }

    watch(event) {
      const { ctx } = event.detail;
      if (ctx.response.status !== 401) return;
      event.preventDefault();
      this.failed.set(ctx.sourceElement, ctx);
      this.ask();
    }

    async ask() {
      if (this.asking) return;
      this.asking = true;
      const page = await fetch(this.dataset.url, { headers: HTMX });
      renew(page.headers.get("X-CSRF-Token"));
      this.innerHTML = await page.text();
      const dialog = this.querySelector("dialog");
      dialog.addEventListener("close", () => this.rest());
      dialog.querySelector("form").addEventListener("submit", (sent) => this.enter(sent));
      dialog.showModal();
    }

    async enter(sent) {
      sent.preventDefault();
      const body = new URLSearchParams(new FormData(sent.target));
      const answer = await fetch(this.dataset.url, { method: "POST", body, headers: { ...HTMX, "X-CSRFToken": token() } });
      if (answer.ok) return this.goOn(answer);
      this.querySelector("[data-problem]").hidden = false;
      this.querySelector("[type=password]").select();
    }

    // She may have signed in on another page in the meantime, for instance with a passkey.
    async look() {
      const answer = await fetch(this.dataset.url, { method: "HEAD", headers: HTMX });
      if (answer.ok && this.firstChild) this.goOn(answer);
    }

    goOn(answer) {
      if (answer.headers.get("X-Person") !== this.dataset.person) return location.reload();
      renew(answer.headers.get("X-CSRF-Token"));
      const failed = [...this.failed.values()];
      this.querySelector("dialog").close();
      for (const { request, sourceElement: source, sourceEvent: event, target, swap } of failed) {
        htmx.ajax(request.method, request.action, { source, event, target, swap });
      }
    }

    rest() {
      this.failed.clear();
      this.replaceChildren();
      this.asking = false;
    }
  },
);

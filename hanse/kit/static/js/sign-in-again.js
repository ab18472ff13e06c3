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
    }

    async ask(target) {
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
        target.closest("form")?.requestSubmit();
      });
      dialog.showModal();
    }
  },
);

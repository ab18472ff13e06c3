// <keep-draft data-url="…">: sends what is half-written in the form inside it to the server, every few
// seconds and on leaving the field, so that no text is lost when a session or a battery runs out.
import { token } from "./token.js";

const EVERY = 3000;
const NEVER = new Set(["csrfmiddlewaretoken"]);

customElements.define(
  "keep-draft",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      if (!this.form) return;
      this.last = this.text();
      this.addEventListener("input", () => this.later());
      this.addEventListener("focusout", () => this.save());
      this.form.addEventListener("submit", () => (this.done = true));
      this.hide = () => this.save();
      addEventListener("pagehide", this.hide);
    }

    disconnectedCallback() {
      removeEventListener("pagehide", this.hide);
      clearTimeout(this.timer);
    }

    text() {
      const fields = [...new FormData(this.form)].filter(([name, value]) => !NEVER.has(name) && typeof value === "string");
      return JSON.stringify(fields);
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), EVERY);
    }

    save() {
      const body = this.text();
      if (this.done || body === this.last) return;
      this.last = body;
      const data = new URLSearchParams({ path: location.pathname, body });
      fetch(this.dataset.url, { method: "POST", body: data, headers: { "X-CSRFToken": token() }, keepalive: true }).catch(
        () => (this.last = ""),
      );
    }
  },
);

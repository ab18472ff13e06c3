// <keep-draft data-url="…">: sends what is half-written in the form inside it to the server, every few
// seconds and on leaving the field or the page, so that no text is lost with a session or a battery.
import { token } from "./token.js";

const EVERY = 3000;

customElements.define(
  "keep-draft",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      if (!this.form) return;
      this.last = this.text();
      this.restore();
      this.addEventListener("input", () => (this.timer ??= setTimeout(() => this.save(), EVERY)));
      this.addEventListener("focusout", () => this.save());
      this.form.addEventListener("submit", () => (this.done = true));
      this.form.addEventListener("htmx:finally:request", (event) => {
        if (event.detail.ctx.response?.status >= 400 || !event.detail.ctx.response) this.done = false;
      });
      this.leave = () => this.save();
      this.back = () => (this.done = false);
      addEventListener("pagehide", this.leave);
      addEventListener("pageshow", this.back);
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
      removeEventListener("pagehide", this.leave);
      removeEventListener("pageshow", this.back);
    }

    text() {
      const keeps = ([name, value]) =>
        name !== "csrfmiddlewaretoken" &&
        typeof value === "string" &&
        !this.form.querySelector(`[type=password][name="${CSS.escape(name)}"]`);
      return JSON.stringify([...new FormData(this.form)].filter(keeps));
    }

    // The page brings along what was kept; it goes back into the fields it came from.
    restore() {
      const kept = document.getElementById("draft");
      if (!kept) return;
      const values = Object.create(null);
      for (const [name, value] of JSON.parse(kept.textContent)) (values[name] ??= []).push(value);
      for (const field of this.form.elements) {
        const said = values[field.name];
        if (!said) continue;
        if (["checkbox", "radio"].includes(field.type)) field.checked = said.includes(field.value);
        else if (field.type !== "file" && said.length) field.value = said.shift();
        const fold = field.closest("details");
        if (fold && field.value) fold.open = true;
      }
    }

    async save() {
      clearTimeout(this.timer);
      this.timer = null;
      const body = this.text();
      if (this.done || body === this.last) return;
      this.last = body;
      const answer = await fetch(this.dataset.url, {
        method: "POST",
        body: new URLSearchParams({ path: location.pathname, body }),
        headers: { "X-CSRFToken": token(), "HX-Request": "true" },
        keepalive: true,
      }).catch(() => null);
      if (!answer?.ok) this.last = null;
    }
  },
);

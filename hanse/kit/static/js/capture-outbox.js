// <capture-outbox data-url="…">: keeps the line of the form inside it when there is no reception, shows
// what is waiting, and sends it when there is a net again.
import { add, send, waiting } from "./outbox.js";

customElements.define(
  "capture-outbox",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      this.form?.addEventListener("submit", (event) => this.keep(event), true);
      this.online = () => this.flush();
      addEventListener("online", this.online);
      this.show().then(() => navigator.onLine && this.flush());
    }

    disconnectedCallback() {
      removeEventListener("online", this.online);
    }

    async keep(event) {
      if (navigator.onLine && this.dataset.always === undefined) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const field = this.form.elements.line;
      if (!field.value.trim()) return field.focus();
      await add(field.value);
      field.value = "";
      await this.show();
    }

    async flush() {
      const sent = await send(this.dataset.url, this.dataset.token).catch(() => 0);
      await this.show();
      if (sent && this.dataset.reload !== undefined) location.reload();
    }

    async show() {
      const list = this.querySelector("[data-waiting]");
      if (!list) return;
      const lines = await waiting().catch(() => []);
      list.hidden = lines.length === 0;
      list.querySelector("ul").replaceChildren(
        ...lines.map(({ line }) => Object.assign(document.createElement("li"), { textContent: line })),
      );
    }
  },
);

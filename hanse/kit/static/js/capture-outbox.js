// <capture-outbox data-url="…">: keeps the line of the form inside it when there is no reception, shows in
// [data-waiting] what waits, and sends it when there is a net again. With data-always every line is kept;
// with data-reload the page is loaded anew once something was sent.
import "./outbox.js";

const again = () => document.querySelector("meta[name=again]").content;

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
      await outbox.add(field.value);
      field.value = "";
      field.focus();
      await this.show();
      const worker = await navigator.serviceWorker?.getRegistration();
      await worker?.sync?.register("outbox").catch(() => {});
      if (navigator.onLine) await this.flush();
    }

    async flush() {
      // The service worker may have been faster: what counts is what no longer waits.
      const before = this.count;
      await outbox.send({ url: this.dataset.url, again: again() }).catch(() => 0);
      await this.show();
      const isWriting = this.form?.elements.line.value;
      if (this.count < before && this.dataset.reload !== undefined && !isWriting) location.reload();
    }

    async show() {
      const box = this.querySelector("[data-waiting]");
      if (!box) return;
      const lines = await outbox.waiting().catch(() => []);
      this.count = lines.length;
      box.hidden = lines.length === 0;
      const items = lines.map(({ line }) => Object.assign(document.createElement("li"), { textContent: line }));
      box.querySelector("ul").replaceChildren(...items);
    }
  },
);

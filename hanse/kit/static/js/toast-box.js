// <toast-box>: takes its notes away once they could be read in peace, gives each a button to close it, and
// says in a note of its own (from the template inside) when something that was asked for did not arrive.
const STAYS = 20_000;
const SAID_IN_PLACE = [401, 422];

customElements.define(
  "toast-box",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("click", (event) => event.target.closest("[data-close]")?.closest(".toast").remove());
      this.addEventListener("keydown", (event) => event.key === "Escape" && event.target.closest(".toast")?.remove());
      new MutationObserver(() => this.tend()).observe(this, { childList: true });
      this.tend();
      document.addEventListener("htmx:error", (event) => this.fault(event));
      document.addEventListener("htmx:response:error", (event) => this.fault(event));
    }

    tend() {
      for (const toast of this.querySelectorAll(".toast:not([data-tended])")) {
        toast.dataset.tended = "";
        toast.querySelector("[data-close]").hidden = false;
        this.later(toast);
      }
    }

    later(toast) {
      const isBusy = () => this.matches(":hover, :focus-within") || document.hidden;
      setTimeout(() => (isBusy() ? this.later(toast) : toast.remove()), STAYS);
    }

    // What a text field asks while one types is not worth a word; a button that does nothing is.
    fault(event) {
      const { ctx } = event.detail;
      if (!ctx?.sourceElement.matches("form, button, a") || SAID_IN_PLACE.includes(ctx.response?.status)) return;
      this.querySelector("[data-fault]")?.remove();
      this.append(this.querySelector("template").content.cloneNode(true));
    }
  },
);

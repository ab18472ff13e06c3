// <auto-grow>: a text field inside it grows with its text, where the stylesheet alone cannot do so.
customElements.define(
  "auto-grow",
  class extends HTMLElement {
    connectedCallback() {
      if (CSS.supports("field-sizing", "content")) return;
      this.addEventListener("input", (event) => this.fit(event.target));
      this.querySelectorAll("textarea").forEach((field) => this.fit(field));
    }

    fit(field) {
      if (field.localName !== "textarea") return;
      field.style.blockSize = "auto";
      field.style.blockSize = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
    }
  },
);

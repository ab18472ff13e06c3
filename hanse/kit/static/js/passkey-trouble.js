// <passkey-trouble hidden>: shows what it says when the browser made or found no passkey.
customElements.define(
  "passkey-trouble",
  class extends HTMLElement {
    connectedCallback() {
      this.show = (event) => {
        event.preventDefault();
        this.hidden = false;
        this.scrollIntoView({ block: "nearest" });
      };
      document.addEventListener("allauth.error", this.show);
    }

    disconnectedCallback() {
      document.removeEventListener("allauth.error", this.show);
    }
  },
);

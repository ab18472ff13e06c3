// <dictate-button for="id">: writes what is said into a field, where the browser can listen. It stands hidden
// in the page and shows itself only there.
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

customElements.define(
  "dictate-button",
  class extends HTMLElement {
    connectedCallback() {
      this.hidden = !Recognition;
      this.querySelector("button").addEventListener("click", (event) => this.toggle(event.currentTarget));
    }

    toggle(button) {
      if (this.listener) return this.listener.stop();
      const field = document.getElementById(this.getAttribute("for"));
      this.listener = new Recognition();
      this.listener.lang = document.documentElement.lang === "de" ? "de-DE" : "en-GB";
      this.listener.addEventListener("result", (event) => {
        field.value = `${field.value} ${event.results[0][0].transcript}`.trim();
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      this.listener.addEventListener("end", () => {
        this.listener = null;
        button.setAttribute("aria-pressed", "false");
        field.focus();
      });
      button.setAttribute("aria-pressed", "true");
      this.listener.start();
    }
  },
);

// <dictate-button for="id">: writes what is said into a field, where the browser can listen.
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

customElements.define(
  "dictate-button",
  class extends HTMLElement {
    connectedCallback() {
      if (!Recognition) return void (this.hidden = true);
      this.hidden = false;
      const button = this.querySelector("button");
      button.addEventListener("click", () => this.listen(button));
    }

    listen(button) {
      const field = document.getElementById(this.getAttribute("for"));
      const listener = new Recognition();
      listener.lang = document.documentElement.lang === "de" ? "de-DE" : "en-GB";
      listener.addEventListener("result", (event) => {
        field.value = `${field.value} ${event.results[0][0].transcript}`.trim();
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      listener.addEventListener("end", () => button.setAttribute("aria-pressed", "false"));
      button.setAttribute("aria-pressed", "true");
      listener.start();
    }
  },
);

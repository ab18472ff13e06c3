// <copy-text from="id" data-done="…">: its button puts the text of an element or a field on the clipboard.
customElements.define(
  "copy-text",
  class extends HTMLElement {
    connectedCallback() {
      this.hidden = !navigator.clipboard;
      this.setAttribute("aria-live", "polite");
      const button = this.querySelector("button");
      const label = button.innerHTML;
      button.addEventListener("click", async () => {
        const source = document.getElementById(this.getAttribute("from"));
        await navigator.clipboard.writeText(source.value ?? source.innerText);
        button.textContent = this.dataset.done;
        setTimeout(() => (button.innerHTML = label), 4000);
      });
    }
  },
);

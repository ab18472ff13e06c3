// <copy-text from="id">: a button that puts the text of an element on the clipboard.
customElements.define(
  "copy-text",
  class extends HTMLElement {
    connectedCallback() {
      const button = this.querySelector("button");
      if (!button || !navigator.clipboard) return void (this.hidden = true);
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(this.getAttribute("from")).innerText);
        button.textContent = this.dataset.done;
      });
    }
  },
);

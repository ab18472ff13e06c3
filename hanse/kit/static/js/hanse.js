// The small elements that pages use. Without this file every page still works.
import "./capture-outbox.js";
import "./copy-text.js";
import "./dictate-button.js";
import "./keep-draft.js";
import "./menus.js";
import "./sign-in-again.js";
import "./submit-once.js";

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js");

// The small elements that pages use. Without this file every page still works.
import "./auto-grow.js";
import "./capture-outbox.js";
import "./copy-text.js";
import "./keep-draft.js";
import "./menus.js";
import "./passkey-trouble.js";
import "./sign-in-again.js";
import "./submit-once.js";
import "./toast-box.js";

navigator.serviceWorker?.register("/sw.js").catch(() => {});

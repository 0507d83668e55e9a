// Copies texts to the clipboard.
import { announce, button } from "./dom.js";
import { count } from "./format.js";
import { invisibleCount } from "./safe-text.js";

/** A button that copies what `text` returns. */
export function copyButton(label, text) {
  const control = button(label, async () => {
    const whole = text();
    const hidden = invisibleCount(whole);
    const copied = await copy(whole);
    const said = hidden === 0 ? "Copied" : `Copied, with ${count(hidden, "hidden character")}`;
    announce(copied ? said : "The browser does not let this page copy");
    control.textContent = copied ? said : "Not copied";
    setTimeout(() => {
      control.textContent = label;
    }, 1500);
  }, { class: "small quiet" });
  return control;
}

/** Without https the browser offers no clipboard but that of a selected text field. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }
}

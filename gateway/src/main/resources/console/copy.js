// Copies texts to the clipboard.
import { announce, button } from "./dom.js";
import { count } from "./format.js";
import { invisibleCount, visible } from "./safe-text.js";

/**
 * A button that copies what `text` returns, as the page shows it: marks such as ⟦U+202E⟧ stand for characters that
 * can't be seen, since a terminal or an editor may obey those.
 */
export function copyButton(label, text) {
  const control = button(label, async () => {
    const whole = text();
    const hidden = invisibleCount(whole.replace(/\r\n?/g, "\n"));
    const copied = await copy(visible(whole));
    const said = hidden === 0 ? "Copied" : `Copied as shown, with marks for ${count(hidden, "hidden character")}`;
    announce(copied ? said : "The browser does not let this page copy");
    control.textContent = copied ? said : "Not copied";
    setTimeout(() => {
      control.textContent = label;
    }, hidden === 0 ? 1500 : 4000);
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

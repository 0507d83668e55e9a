// Controls that fold away where the window is low: on a phone with its keyboard open, or zoomed in.
import { h } from "./dom.js";

/** The same height as in the style sheets. */
const LOW = matchMedia("(max-height: 600px)");

/** The controls, below a line that opens them where the window is low; elsewhere they are always shown. */
export function lowFold(title, ...controls) {
  const element = h("details", { class: "low-fold" }, h("summary", {}, title),
    h("div", { class: "low-fold-content" }, controls));
  const arrange = () => {
    element.open = !LOW.matches;
  };
  LOW.addEventListener("change", arrange);
  arrange();
  return element;
}

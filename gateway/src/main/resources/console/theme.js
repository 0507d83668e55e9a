// Light, dark, or as the system says. The choice is kept for the tab, as everything is.
import { announce, icon } from "./dom.js";
import { keep, kept } from "./tab-storage.js";

const STORED = "miner.theme";
const CHOICES = ["system", "light", "dark"];

let choice = kept(STORED) ?? "system";

function apply(control) {
  if (choice === "system") {
    document.documentElement.removeAttribute("data-theme");
  } else {
    document.documentElement.dataset.theme = choice;
  }
  control.setAttribute("aria-label", `Colours: ${choice}. Change`);
  control.title = `Colours: ${choice}`;
}

export function startTheme(control) {
  control.append(icon("theme"));
  apply(control);
  control.addEventListener("click", () => {
    choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
    keep(STORED, choice);
    apply(control);
    announce(`Colours: ${choice}`);
  });
}

// Builds elements. Texts become text nodes; nothing here reads HTML.

const SVG = "http://www.w3.org/2000/svg";

/** Makes an element: `on…` are listeners, `true` is an empty attribute, null and false leave the attribute out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name === "value" || name === "checked") {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** An icon of icons.svg; it says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", new URL(`icons.svg#${name}`, import.meta.url).href);
  svg.append(use);
  return svg;
}

export function button(text, onclick, attributes = {}) {
  return h("button", { type: "button", onclick, ...attributes }, text);
}

/** Marks a button that does nothing for now. It keeps the focus, which a disabled one would lose. */
export function setBusy(control, busy) {
  if (busy) {
    control.setAttribute("aria-disabled", "true");
  } else {
    control.removeAttribute("aria-disabled");
  }
}

/** Makes these the children, without touching those that stay: a moved element loses the focus. */
export function arrange(parent, children) {
  const wanted = new Set(children);
  [...parent.children].filter(child => !wanted.has(child)).forEach(child => child.remove());
  children.forEach((child, index) => {
    if (parent.children[index] !== child) {
      parent.insertBefore(child, parent.children[index] ?? null);
    }
  });
}

/** Asks a question; true once the person says yes. */
export async function confirmed(title, text, yes, no) {
  return await choice(title, text, yes, no) === true;
}

/** Asks a question: true for yes, false for no, null where the person closes it without an answer. */
export function choice(title, text, yes, no) {
  return new Promise(resolve => {
    const dialog = h("dialog", { class: "panel", "aria-label": title, "aria-describedby": "choice-text", onclose: () => {
      dialog.remove();
      resolve({ yes: true, no: false }[dialog.returnValue] ?? null);
    } },
    h("h2", {}, title), h("p", { id: "choice-text" }, text),
    h("div", { class: "actions" },
      button(yes, () => dialog.close("yes"), { class: "danger" }), button(no, () => dialog.close("no"), { class: "quiet" })));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A text as it is, which scrolls where it is long; `name` is for a screen reader. */
export function plainText(name, text, attributes = {}) {
  return h("pre", { class: "plain", tabindex: "0", role: "group", "aria-label": name, ...attributes }, text);
}

let labels = 0;

/** A label above its control. */
export function field(text, control, hint = null) {
  control.id ||= `field-${++labels}`;
  const described = hint === null ? null : h("span", { class: "hint", id: `${control.id}-hint` }, hint);
  if (described !== null) {
    control.setAttribute("aria-describedby", described.id);
  }
  return h("div", { class: "field" }, h("label", { for: control.id }, text), control, described);
}

/** A switch with its text beside it. */
export function toggle(text, checked, onchange = null) {
  const input = h("input", { type: "checkbox", role: "switch", checked, onchange });
  return { element: h("label", { class: "switch" }, input, h("span", {}, text)), input };
}

/** Says a short text to a screen reader, also where it said the same before. */
export function announce(text) {
  document.getElementById("announce").replaceChildren(h("p", {}, text));
}

/** Says at once to a screen reader what went wrong. */
export function alarm(text) {
  document.getElementById("alarm").replaceChildren(h("p", {}, text));
}

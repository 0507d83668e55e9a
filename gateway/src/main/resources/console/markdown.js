// An answer as Markdown. The answer is hostile until proven otherwise: HTML in it is shown as text, nothing is loaded,
// links lead to http and https alone, and what DOMPurify does not know is removed.
import { button, h } from "./dom.js";
import { clipped, shown, visible } from "./safe-text.js";

const { marked, DOMPurify, hljs } = globalThis;

/** Longer texts are shown as they are: nobody reads them, and a parser may take long for them. */
const MARKDOWN_LIMIT = 30_000;

/** Program text beyond this has no colours. */
const HIGHLIGHT_LIMIT = 20_000;

/** A run of marks that only an attack on a parser has. */
const NESTED = /(?:[>*_~`#!|+\-[\](){}]\s?){150,}/;

const escaped = text => text.replace(/[&<>"']/g, character => `&#${character.codePointAt(0)};`);

const parser = new marked.Marked({
  gfm: true,
  breaks: true,
  async: false,
  renderer: {
    html: ({ text }) => escaped(text),
    image: ({ href, text }) => `<em>image ${escaped(text)} (${escaped(href)}) not loaded</em>`,
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
  },
});

const RULES = {
  ALLOWED_TAGS: ["a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"],
  ALLOWED_ATTR: ["href", "class", "start"],
  ALLOWED_URI_REGEXP: /^https?:\/\//i,
  ADD_URI_SAFE_ATTR: ["start"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

const COLOURS = { ALLOWED_TAGS: ["span"], ALLOWED_ATTR: ["class"], RETURN_DOM_FRAGMENT: true };

/** The answer as elements. */
export function markdown(text) {
  const whole = String(text);
  if (whole.length > MARKDOWN_LIMIT || NESTED.test(whole)) {
    return plain(whole);
  }
  try {
    const fragment = DOMPurify.sanitize(parser.parse(visible(whole)), RULES);
    fragment.querySelectorAll("[class]").forEach(keepLanguage);
    fragment.querySelectorAll("a").forEach(guardLink);
    fragment.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach(lowerHeading);
    fragment.querySelectorAll("table, pre").forEach(letScroll);
    fragment.querySelectorAll("pre > code").forEach(highlight);
    return h("div", { class: "prose", dir: "auto" }, fragment);
  } catch (failure) {
    // such as a stack overflow in the parser
    console.warn("An answer is shown as plain text:", failure.name);
    return plain(whole);
  }
}

/** The text as it is. A huge one is cut, and shown whole on request. */
function plain(text) {
  const block = h("pre", { class: "plain", dir: "auto", tabindex: "0" }, shown(text, MARKDOWN_LIMIT));
  if (text.length <= MARKDOWN_LIMIT) {
    return block;
  }
  const more = button(`Show all ${text.length.toLocaleString("en")} characters`, () => {
    block.textContent = visible(clipped(text, 500_000));
    more.remove();
  }, { class: "small" });
  return h("div", {}, block, more);
}

/** Only the language of program text: another class could make an answer look like a part of the console. */
function keepLanguage(element) {
  const language = /(?:^|\s)(language-[\w+#.-]{1,30})(?:\s|$)/.exec(element.className);
  if (element.localName === "code" && language !== null) {
    element.className = language[1];
  } else {
    element.removeAttribute("class");
  }
}

function guardLink(link) {
  if (!link.hasAttribute("href")) {
    link.replaceWith(...link.childNodes);
    return;
  }
  link.rel = "noopener noreferrer nofollow";
  link.target = "_blank";
  const host = new URL(link.href).host;
  // a link may show another address than the one that it leads to
  if (!link.textContent.includes(host)) {
    link.after(h("span", { class: "link-host" }, ` (${visible(host)})`));
  }
}

/** An answer's headings come below those of the console. */
function lowerHeading(heading) {
  const lower = h(`h${Math.min(6, Number(heading.localName[1]) + 2)}`);
  lower.append(...heading.childNodes);
  heading.replaceWith(lower);
}

function letScroll(wide) {
  const box = h("div", { class: "scroll", tabindex: "0", role: "group",
    "aria-label": wide.localName === "table" ? "Table" : "Program text" });
  wide.replaceWith(box);
  box.append(wide);
}

function highlight(code) {
  const language = code.className.replace(/^language-/, "");
  if (code.textContent.length > HIGHLIGHT_LIMIT || hljs.getLanguage(language) === undefined) {
    return;
  }
  const coloured = hljs.highlight(code.textContent, { language, ignoreIllegals: true }).value;
  code.replaceChildren(DOMPurify.sanitize(coloured, COLOURS));
}

// An answer as Markdown. The answer is hostile until proven otherwise: HTML in it is shown as text, nothing is loaded,
// links lead to http and https alone, and what DOMPurify does not know is removed.
import { button, h, plainText } from "./dom.js";
import { parsedHtml, timeLeft, within } from "./markdown-parser.js";
import { clipped, shown, visible } from "./safe-text.js";

const { DOMPurify, hljs } = globalThis;

/** Longer texts are shown as they are: nobody reads them, and a parser may take long for them. */
const MARKDOWN_LIMIT = 30_000;

/** Program text beyond this has no colours. */
const HIGHLIGHT_LIMIT = 20_000;

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
  if (whole.length > MARKDOWN_LIMIT) {
    return plain(whole);
  }
  try {
    return within(() => prose(whole));
  } catch (failure) {
    // the text costs too much, or has overflowed the parser's stack
    console.warn("An answer is shown as plain text:", failure.name);
    return plain(whole);
  }
}

function prose(text) {
  const fragment = DOMPurify.sanitize(parsedHtml(visible(text)), RULES);
  showInvisible(fragment);
  fragment.querySelectorAll("[class]").forEach(keepLanguage);
  fragment.querySelectorAll("a").forEach(guardLink);
  fragment.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach(lowerHeading);
  fragment.querySelectorAll("table, pre").forEach(letScroll);
  fragment.querySelectorAll("pre > code").forEach(highlight);
  return h("div", { class: "prose", dir: "auto" }, fragment);
}

/** Character references such as &#x202E; are characters only now. */
function showInvisible(fragment) {
  const texts = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    texts.currentNode.data = visible(texts.currentNode.data);
  }
}

/** The text as it is. A huge one is cut, and shown whole on request. */
function plain(text) {
  const block = plainText("Text", shown(text, MARKDOWN_LIMIT), { dir: "auto" });
  if (text.length <= MARKDOWN_LIMIT) {
    return block;
  }
  const more = button(`Show all ${text.length.toLocaleString("en")} characters`, () => {
    block.textContent = visible(clipped(text, 500_000));
    block.focus({ preventScroll: true });
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

/** A link without an address, or with a name and password in it to look like another host, is text. */
function guardLink(link) {
  const target = address(link.getAttribute("href") ?? "");
  if (target === null || target.username !== "" || target.password !== "") {
    link.replaceWith(...link.childNodes);
    return;
  }
  link.rel = "noopener noreferrer nofollow";
  link.target = "_blank";
  // a link may show another address than the one that it leads to
  if (!showsHost(link.textContent.trim(), target.host)) {
    link.after(h("span", { class: "link-host" }, ` (${visible(target.host)})`));
  }
}

function address(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Whether the text is itself an address of this host, written as the browser writes it. */
function showsHost(text, host) {
  const shownAddress = address(text);
  return shownAddress !== null && shownAddress.host === host && shownAddress.username === ""
    && shownAddress.password === "" && /^https?:\/\//i.test(text)
    && text.toLowerCase().split("/")[2].startsWith(host);
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
  if (code.textContent.length > HIGHLIGHT_LIMIT || timeLeft() <= 0 || hljs.getLanguage(language) === undefined) {
    return;
  }
  const coloured = hljs.highlight(code.textContent, { language, ignoreIllegals: true }).value;
  code.replaceChildren(DOMPurify.sanitize(coloured, COLOURS));
}

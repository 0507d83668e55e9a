// Markdown to HTML, within limits of time and size: a model can write a text that makes any parser of Markdown slow.

const { marked } = globalThis;

/** Milliseconds that one answer may take. */
const TIME_LIMIT = 500;

/** Milliseconds that all answers may take in the period: a page of slow answers must not stop the tab, either. */
const TIME_OF_PERIOD = 1500;
const PERIOD = 10_000;

/** Cells of all tables of an answer. The parser fills each row up to the width of the header. */
const CELLS = 5000;

/** Characters of the HTML. */
const HTML_LIMIT = 500_000;

/** The text costs more than it may. */
class TooMuch extends Error {
  name = "TooMuch";
}

let deadline = 0;
let cells = 0;
let periodEnd = 0;
let spent = 0;

/** Runs the work with a deadline of its own. Throws where the period has no time left. */
export function within(work) {
  const started = performance.now();
  if (started >= periodEnd) {
    periodEnd = started + PERIOD;
    spent = 0;
  }
  deadline = started + Math.min(TIME_LIMIT, TIME_OF_PERIOD - spent);
  cells = 0;
  requireTime();
  try {
    return work();
  } finally {
    spent += performance.now() - started;
  }
}

/** Milliseconds until the deadline. */
export const timeLeft = () => deadline - performance.now();

/** HTML that is not safe yet. Throws for a text that costs too much; see `within`. */
export function parsedHtml(text) {
  const html = parser.parse(text);
  if (html.length > HTML_LIMIT) {
    throw new TooMuch();
  }
  requireTime();
  return html;
}

function requireTime() {
  if (timeLeft() <= 0) {
    throw new TooMuch();
  }
}

const escaped = text => text.replace(/[&<>"']/g, character => `&#${character.codePointAt(0)};`);

/** Looks at the clock before each step of the parser; false leaves the step to the parser. */
function clocked() {
  requireTime();
  return false;
}

function table(source) {
  requireTime();
  const found = this.rules.block.table.exec(source);
  if (found !== null) {
    const columns = found[2].split("|").length;
    const rows = 1 + (found[3]?.split("\n").length ?? 0);
    cells += columns * rows;
    if (cells > CELLS) {
      throw new TooMuch();
    }
  }
  return false;
}

const STEPS = Object.getOwnPropertyNames(marked.Tokenizer.prototype).filter(name => name !== "constructor");

const parser = new marked.Marked({
  gfm: true,
  breaks: true,
  async: false,
  tokenizer: { ...Object.fromEntries(STEPS.map(name => [name, clocked])), table },
  renderer: {
    html: ({ text }) => escaped(text),
    image: ({ href, text }) => `<em>image ${escaped(text)} (${escaped(href)}) not loaded</em>`,
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
  },
});

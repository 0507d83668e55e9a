// Starts the console: asks for the key, then shows the views.
import { checkKey, isRefusal, keyRefused } from "./api.js";
import { chatView } from "./chat.js";
import { componentsView } from "./component-form.js";
import { componentOf } from "./components.js";
import { cidOf, linkTo } from "./conversation-link.js";
import { conversationsView } from "./conversations.js";
import { button, h, icon } from "./dom.js";
import { errorBox } from "./errors.js";
import { storedKey } from "./key.js";
import { keyScreen } from "./key-screen.js";
import { playbookView } from "./playbook.js";
import { shown } from "./safe-text.js";
import { leaveSession, endSession, takeReason } from "./session.js";
import { systemView } from "./system.js";
import { startTheme } from "./theme.js";

const VIEWS = [
  ["chat", "Chat"], ["components", "Components"], ["conversations", "Conversations"], ["playbook", "Playbook"],
  ["system", "System"],
];

const main = document.getElementById("main");
const navigation = document.getElementById("views");
const forget = document.getElementById("forget");
const state = document.getElementById("state");

let views = null;

/** What the next view is to show; see `go`. */
let ahead = null;

function askForKey(message = null) {
  main.replaceChildren(keyScreen(start, message));
  main.querySelector("input").focus();
}

function start(capabilities) {
  state.textContent = shown(capabilities?.miner_name ?? "", 60);
  const openComponent = (name, cid, ids) => go(`#/components/${name}`, { cid, ids });
  const openChat = cid => go("#/chat", { cid });
  const openPlaybook = cid => go("#/playbook", { cid });
  const chat = chatView(openPlaybook);
  views = {
    chat,
    components: componentsView(openComponent),
    conversations: conversationsView(openChat, openPlaybook),
    playbook: playbookView(chat.cid),
    system: systemView(capabilities),
  };
  navigation.replaceChildren(...VIEWS.map(([name, title]) =>
    h("a", { href: `#/${name}`, "data-view": name }, icon(name), h("span", {}, title))));
  navigation.hidden = false;
  forget.hidden = false;
  showView();
  // a phone would open its keyboard over the page
  const field = matchMedia("(pointer: fine)").matches ? main.querySelector("#chat-text") : null;
  (field ?? main).focus({ preventScroll: true });
}

/** Opens a view with something for it to show. The address is the one way into a view. */
function go(hash, wanted) {
  if (location.hash === hash) {
    showView(wanted);
  } else {
    ahead = wanted;
    location.hash = hash;
  }
}

function showView(wanted = ahead) {
  ahead = null;
  if (views === null) {
    return;
  }
  const [, path, ...rest] = location.hash.split("/");
  const detail = rest.length === 0 ? undefined : rest.join("/");
  const name = Object.hasOwn(views, path ?? "") ? path : "chat";
  const address = addressOf(name, detail);
  if (location.hash !== "" && location.hash !== address) {
    history.replaceState(null, "", address);
  }
  navigation.querySelectorAll("a").forEach(link => {
    if (link.dataset.view === name) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  });
  const view = views[name];
  const held = main.contains(document.activeElement);
  for (const [other, hidden] of Object.entries(views)) {
    if (other !== name) {
      hidden.hide?.();
    }
  }
  if (main.firstElementChild !== view.element) {
    main.replaceChildren(view.element);
    main.scrollTop = 0;
    // in a very low window the whole page scrolls
    scrollTo(0, 0);
  }
  const [, title] = VIEWS.find(([id]) => id === name);
  document.title = `${title} · Miner console`;
  main.setAttribute("aria-label", title);
  view.show(detail, wanted);
  // a view that goes takes the focus of what was in it away
  if (held && !main.contains(document.activeElement)) {
    main.focus({ preventScroll: true });
  }
}

/** The address of what is shown, without a part that names nothing. */
function addressOf(name, detail = "") {
  if (name === "components" && detail !== "") {
    return `#/${name}/${componentOf(detail).name}`;
  }
  if (name === "conversations" && detail !== "") {
    const cid = cidOf(detail);
    // what can be no conversation stays, beside a text that says so
    return cid === null ? location.hash : linkTo(cid);
  }
  return `#/${name}`;
}

forget.addEventListener("click", () => endSession());
keyRefused.addEventListener("refused", event => leaveSession(event.detail));
document.querySelector(".skip").addEventListener("click", event => {
  // the part of the address after # names a view
  event.preventDefault();
  main.focus();
});
addEventListener("hashchange", () => showView());
startTheme(document.getElementById("theme"));

async function reopen(again = false) {
  if (again) {
    main.focus();
  }
  main.replaceChildren(h("p", { class: "empty", role: "status" }, "Checking the key …"));
  try {
    start(await checkKey(storedKey()));
  } catch (failure) {
    if (isRefusal(failure)) {
      leaveSession(failure);
    } else {
      // the key may be right: it stays, and the views work once the miner answers
      main.replaceChildren(h("div", { class: "view" }, errorBox(failure, () => reopen(true)),
        button("Enter another key", () => leaveSession(), { class: "quiet" })));
    }
  }
}

if (storedKey() === null) {
  const reason = takeReason();
  askForKey(reason === null ? null : errorBox(reason));
} else {
  reopen();
}

// Starts the console: asks for the key, then shows the views.
import { call, keyRefused } from "./api.js";
import { chatView } from "./chat.js";
import { componentsView } from "./component-form.js";
import { conversationsView } from "./conversations.js";
import { button, h, icon } from "./dom.js";
import { errorBox } from "./errors.js";
import { forgetAll, storedKey } from "./key.js";
import { keyScreen } from "./key-screen.js";
import { playbookView } from "./playbook.js";
import { shown } from "./safe-text.js";
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

function askForKey(message = null) {
  views = null;
  navigation.hidden = true;
  forget.hidden = true;
  state.textContent = "";
  main.replaceChildren(keyScreen(start, message));
  main.querySelector("input").focus();
}

function start(capabilities) {
  state.textContent = shown(capabilities?.miner_name ?? "", 60);
  const openComponent = (name, cid, ids) => {
    location.hash = `#/components/${name}`;
    showView();
    views.components.start(name, cid, ids);
  };
  const openChat = cid => {
    location.hash = "#/chat";
    showView();
    views.chat.open(cid);
  };
  const openPlaybook = cid => {
    location.hash = "#/playbook";
    showView();
    views.playbook.open(cid);
  };
  views = {
    chat: chatView(openPlaybook),
    components: componentsView(openComponent),
    conversations: conversationsView(openChat, openPlaybook),
    playbook: playbookView(),
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

function showView() {
  if (views === null) {
    return;
  }
  const [, wanted, detail] = location.hash.split("/");
  const name = Object.hasOwn(views, wanted ?? "") ? wanted : "chat";
  navigation.querySelectorAll("a").forEach(link => {
    if (link.dataset.view === name) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  });
  const view = views[name];
  for (const [other, hidden] of Object.entries(views)) {
    if (other !== name) {
      hidden.hide?.();
    }
  }
  if (main.firstElementChild !== view.element) {
    main.replaceChildren(view.element);
    main.scrollTop = 0;
  }
  document.title = `${VIEWS.find(([id]) => id === name)[1]} · Miner console`;
  view.show(detail);
}

forget.addEventListener("click", () => {
  views?.system.hide();
  forgetAll();
  location.replace(location.pathname);
});
keyRefused.addEventListener("refused", event => {
  if (views !== null) {
    views.system.hide();
    forgetAll();
    askForKey(errorBox(event.detail));
  }
});
addEventListener("hashchange", showView);
startTheme(document.getElementById("theme"));

async function reopen() {
  main.replaceChildren(h("p", { class: "empty", role: "status" }, "Checking the key …"));
  try {
    const { body } = await call("GET", "capabilities", { key: storedKey() });
    start(body);
  } catch (failure) {
    if (failure.status === 401 || failure.status === 403) {
      forgetAll();
      askForKey(errorBox(failure));
    } else {
      // the key may be right: it stays, and the views work once the miner answers
      main.replaceChildren(h("div", { class: "view" }, errorBox(failure, reopen),
        button("Enter another key", () => askForKey(), { class: "quiet" })));
    }
  }
}

if (storedKey() === null) {
  askForKey();
} else {
  reopen();
}

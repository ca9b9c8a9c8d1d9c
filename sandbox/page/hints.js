// The strip for newcomers: four things to try.

import { closeButton } from "./dialogs.js";
import { byId, el, refill } from "./dom.js";
import { go, route } from "./route.js";
import { chatsOf, hasBot, world } from "./world.js";

const KEY = "kumtar.hints";
const HINTS = [
  { words: "Send /start, choose topics", short: "/start", text: "/start", role: "reader" },
  { words: "Search: /search covid-19", short: "/search covid-19", text: "/search covid-19", role: "reader" },
  { words: "Among neighbours: @bot covid", short: "@bot covid", text: "@bot covid", role: "reader", anywhere: true },
  { words: "As the editor: /announce", short: "Editor: /announce", text: "/announce", role: "editor" },
];

function tried({ text, anywhere }) {
  const command = text.split(" ")[0];
  const done = (message) => (anywhere ? message.via_bot : !message.from?.is_bot && message.text?.startsWith(command));
  return [...world.chats.values()].some((chat) => chat.messages.some(done));
}

/** `fill(text)` puts a text into the box, ready to be sent. */
export function renderHints(fill) {
  const strip = byId("hints");
  strip.hidden = localStorage.getItem(KEY) === "off";
  const both = (long, short) => [el("span", { class: "long" }, long), el("span", { class: "short" }, short)];
  refill(strip, [el("b", {}, both("Four things to try:", "Try:")), el("ol", {}, HINTS.map((hint, at) => el("li", {},
    el("button", { type: "button", "data-key": at, class: tried(hint) ? "done" : null, onclick: () => tryOut(hint, fill) },
      el("span", { class: "number", "aria-hidden": true }, tried(hint) ? "✓" : String(at + 1)), both(hint.words, hint.short))))),
  closeButton("Hide these hints", () => showHints(false))]);
}

function tryOut({ text, role, anywhere }, fill) {
  const { person } = route();
  const who = person.role === role ? person : world.people.find((one) => one.role === role) ?? person;
  const arrive = () => {
    // Before the first message there is only a Start button: the box appears, and stays while there is text in it.
    byId("compose").hidden = false;
    byId("instead").hidden = true;
    fill(text.replace("@bot", `@${world.bot.username}`));
  };
  go(who.id, (anywhere && chatsOf(who).find((chat) => !hasBot(chat))?.id) || who.id, arrive);
}

export function showHints(shown) {
  localStorage.setItem(KEY, shown ? "on" : "off");
  byId("hints").hidden = !shown;
}

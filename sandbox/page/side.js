// The left side: the people to be, and the chats of the one you are.

import { avatar, byId, el, refill } from "./dom.js";
import { clock, dayOf } from "./messages.js";
import { focusBox, go } from "./route.js";
import { chatsOf, isMine, isTyping, languageOf, titleOf, unread, unreadOf, world } from "./world.js";

function badge(count) {
  return count > 0 && el("span", { class: "badge", "aria-label": `${count} unread` }, count > 99 ? "99+" : String(count));
}

export function renderPeople(person) {
  refill(byId("people"), world.people.map((one) => el("button", {
    class: "person", type: "button", role: "radio", "aria-checked": String(one.id === person.id), tabindex: one.id === person.id ? 0 : -1,
    "data-key": one.id, onclick: () => switchTo(one), onkeydown: (event) => arrow(event, one),
  }, avatar("person", one.first_name, one.id),
  el("span", { class: "person-text" }, el("b", {}, one.first_name), el("small", {}, `${languageOf(one)} · ${one.role}`)),
  one.id !== person.id && badge(unreadOf(one)))));
}

function arrow(event, one) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const { people } = world;
  switchTo(people[(people.indexOf(one) + step + people.length) % people.length], () =>
    byId("people").querySelector('[aria-checked="true"]')?.focus());
}

function switchTo(person, then) {
  const narrow = getComputedStyle(byId("back")).display !== "none";
  go(person.id, narrow ? undefined : person.id, then);
}

export function renderChats(person, current) {
  refill(byId("chats"), chatsOf(person).map((chat) => {
    const last = chat.messages.at(-1);
    return el("button", {
      class: "chat", type: "button", "data-key": chat.id, "aria-current": chat === current ? "true" : null, onclick: () => go(person.id, chat.id, focusBox),
    }, avatar(chat.type === "private" ? "bot" : "chat", titleOf(chat), chat.id),
    el("span", { class: "chat-text" },
      el("span", { class: "chat-top" }, el("b", {}, titleOf(chat)), chat.type !== "private" && el("em", {}, chat.type === "channel" ? "channel" : "group"),
        last && el("time", {}, dayOf(last.date) === "Today" ? clock(last.date) : dayOf(last.date))),
      el("span", { class: "chat-last" }, isTyping(chat) ? el("span", { class: "typing" }, "typing…") : el("span", {}, summary(person, chat, last)), badge(unread(person, chat)))));
  }));
}

function summary(person, chat, last) {
  if (!last) return "No messages yet";
  const words = last.text?.replace(/\s+/g, " ").slice(0, 120) || last.document?.file_name || "Message";
  return isMine(chat, last, person) ? `You: ${words}` : words;
}

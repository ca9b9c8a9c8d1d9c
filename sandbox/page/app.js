// The chat page: what is drawn and when. Plain modules, no build step; the others are imported from here.

import { act, answered, choose, connect, inline, openBot, openOwn, say, tap, waiting } from "./acts.js";
import "./chatmenu.js";
import { createComposer } from "./composer.js";
import { alertBox, askOpen, toast } from "./dialogs.js";
import { avatar, byId, el, put, refill } from "./dom.js";
import { renderHints } from "./hints.js";
import { createLog, ownLink } from "./messages.js";
import { safeUrl } from "./rich.js";
import { focusBox, go, route } from "./route.js";
import { renderChats, renderPeople } from "./side.js";
import { follow } from "./wire.js";
import { adopt, apply, hasBot, isAdmin, isTyping, markRead, personBy, reloadRead, titleOf, unread, unreadOf, world } from "./world.js";

const app = document.querySelector(".app");
let linked = false;
let ready = false;

const log = createLog({ tap, command: (text) => say(text), open: openOwn, reply: (message) => composer.reply(message), seen: () => seen() });
const composer = createComposer({ send: say, inline, choose, openBot });
connect({ redraw: () => render(), follow: log.follow, fill: composer.fill });

addEventListener("hashchange", () => ready && render());
addEventListener("storage", () => (reloadRead(), ready && render()));
document.addEventListener("visibilitychange", () => seen());
byId("back").addEventListener("click", () => go(route().person.id));

function render() {
  const { person, chat, opened } = route();
  log.measure();
  app.dataset.pane = opened ? "chat" : "list";
  renderHints(composer.fill);
  if (!chat) return;
  renderBar(person, chat);
  renderFoot(person, chat);
  if (byId("phone").offsetParent === null) log.close();
  else log.render(person, chat, waiting, () => emptyNote(chat));
  seen();
  renderPeople(person);
  renderChats(person, chat);
}

const visible = () => document.visibilityState === "visible" && byId("phone").offsetParent !== null;

/** What is on the screen counts as read; the rest shows as a number. */
function seen() {
  if (!ready) return;
  const { person, chat } = route();
  if (visible() && log.isAtEnd() && markRead(person, chat)) {
    renderPeople(person);
    renderChats(person, chat);
  }
  log.pill(unread(person, chat));
  const total = unreadOf(person);
  document.title = total ? `(${total}) Kumtar demo` : "Kumtar demo";
}

function renderBar(person, chat) {
  byId("bar-avatar").replaceChildren(avatar(chat.type === "private" ? "bot" : "chat", titleOf(chat), chat.id));
  put(byId("bar-title"), titleOf(chat));
  put(byId("bar-sub"), subtitle(chat));
  byId("bar-sub").classList.toggle("typing", linked && isTyping(chat));
}

function subtitle(chat) {
  if (!linked) return "waiting for the sandbox…";
  if (isTyping(chat)) return "typing…";
  if (chat.type === "private") return chat.blocked ? "bot, blocked by you" : "bot";
  const count = chat.members.filter((id) => personBy(id)).length;
  const bot = hasBot(chat) ? " and the bot" : "";
  return `${chat.type === "channel" ? "channel" : "group"}, ${count} ${count === 1 ? "person" : "people"}${bot}`;
}

function renderFoot(person, chat) {
  composer.show(person, chat);
  const start = chat.type === "private" && !chat.messages.length && !byId("box").textContent;
  const closed = chat.blocked || start || (chat.type === "channel" && !isAdmin(chat, person));
  const pressed = byId("instead").contains(document.activeElement);
  byId("compose").hidden = closed;
  byId("instead").hidden = !closed;
  byId("format").hidden ||= closed;
  if (!closed && pressed) focusBox();
  if (!closed) return;
  const big = (label, run) => el("button", { class: "big", type: "button", "data-key": label, onclick: run }, label);
  if (chat.blocked) refill(byId("instead"), [big("Unblock the bot", () => act("block", { person: person.id, blocked: false }))]);
  else if (start) refill(byId("instead"), [big("Start", () => say("/start"))]);
  else refill(byId("instead"), [el("p", {}, "Only the channel's admins write here.")]);
}

function emptyNote(chat) {
  if (chat.type !== "private") return el("div", { class: "empty-note" }, el("p", {}, "No messages yet."));
  return el("div", { class: "empty-note" }, avatar("bot"), el("b", {}, `What can ${titleOf(chat)} do?`),
    el("p", {}, world.bot.description || "It brings you an agency's official statements: in your language, on the topics you choose."));
}

// --- what the sandbox tells

function onEvent(event) {
  const mine = event.person === undefined || event.person === route().person.id;
  if (event.kind === "answered") return void answered(event.callback);
  if (event.kind === "toast") return void (mine && event.text && (event.alert ? alertBox(event.text) : toast(event.text)));
  if (event.kind === "open") return void (mine && openLink(event.url));
  if (event.kind === "inline") return void (mine && composer.results(event));
  const result = apply(event);
  if (event.kind === "typing") setTimeout(() => render(), 5600);
  schedule();
  return result;
}

const openLink = (url) => (ownLink(url) ? openOwn(ownLink(url)) : safeUrl(url) && askOpen(safeUrl(url)));

let scheduled = false;

/** Many events in a row (a broadcast) make one drawing. */
function schedule() {
  if (scheduled) return;
  scheduled = true;
  setTimeout(() => {
    scheduled = false;
    render();
  }, 16);
}

follow({
  onState: (state) => {
    adopt(state);
    ready = world.people.length > 0;
    if (ready) render();
  },
  onEvent,
  onLink: (link) => {
    linked = link === "up";
    if (ready) render();
  },
});

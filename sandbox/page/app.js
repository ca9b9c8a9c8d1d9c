// The chat page: who holds the phone, which chat is open, and what happens on a tap. Plain modules, no build step.

import { createComposer } from "./composer.js";
import { alertBox, askOpen, askText, closeButton, members, openMenu, pick, toast } from "./dialogs.js";
import { avatar, byId, el } from "./dom.js";
import { clock, createLog, dayOf, ownLink } from "./messages.js";
import { safeUrl } from "./rich.js";
import {
  adopt, apply, chatsOf, isAdmin, isMine, isTyping, languageOf, markRead, personBy, reloadRead, titleOf, unread, unreadOf, world,
} from "./world.js";
import { follow, post } from "./wire.js";

const ANSWER_MS = 30_000; // a bot that never answers a tap
const app = document.querySelector(".app");
const waiting = new Map(); // "chat:message" -> "row:col" of the button that is being answered
const calls = new Map(); // callback id -> "chat:message"
const early = new Set(); // callback ids answered before we knew them
let linked = false;
let ready = false;

const log = createLog({ tap, command: (text) => say(text), reply: (message) => composer.reply(message), seen: () => seen() });
const composer = createComposer({ send: say, inline, choose });

// --- where we are: #person/chat in the address, so that back, reload and a second window work

function route() {
  const [person, chat] = location.hash.slice(1).split("/").map(Number);
  const who = personBy(person) ?? world.people[0];
  const open = current(world.chats.get(chat));
  return { person: who, chat: open && chatsOf(who).includes(open) ? open : world.chats.get(who.id) ?? chatsOf(who)[0], opened: Boolean(open) };
}

/** The chat, or what it was upgraded to. */
function current(chat) {
  return chat?.migrated_to ? current(world.chats.get(chat.migrated_to)) : chat;
}

/** Opens a person's chat (or only the person) and does `then` when it is drawn. */
function go(person, chat, then = () => {}) {
  const target = chat === undefined ? `#${person}` : `#${person}/${chat}`;
  if (location.hash === target) return then();
  addEventListener("hashchange", () => then(), { once: true }); // after the one that draws, which was added first
  location.hash = target;
}

const typing = matchMedia("(hover: hover)"); // on a touch screen, focus would open the keyboard over half the chat

function focusBox() {
  if (typing.matches && !byId("compose").hidden) byId("box").focus();
}

addEventListener("hashchange", () => ready && render());
addEventListener("storage", () => (reloadRead(), render()));
document.addEventListener("visibilitychange", () => seen());
byId("back").addEventListener("click", () => go(route().person.id));

// --- drawing

function render() {
  const { person, chat, opened } = route();
  log.measure();
  app.dataset.pane = opened ? "chat" : "list";
  renderHints();
  if (!chat) return;
  renderBar(person, chat);
  renderFoot(person, chat);
  if (byId("phone").offsetParent === null) log.close();
  else log.render(person, chat, waiting, () => emptyNote(chat));
  seen();
  renderPeople(person);
  renderChats(person, chat, opened);
}

const visible = () => document.visibilityState === "visible" && byId("phone").offsetParent !== null;

/** What is on the screen counts as read; the rest shows as a number. */
function seen() {
  if (!ready) return;
  const { person, chat, opened } = route();
  if (visible() && log.isAtEnd() && markRead(person, chat)) {
    renderPeople(person);
    renderChats(person, chat, opened);
  }
  log.pill(unread(person, chat));
  const total = unreadOf(person);
  document.title = total ? `(${total}) Kumtar demo` : "Kumtar demo";
}

/** Replaces the children and keeps the keyboard's place among them. */
function refill(parent, children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  parent.replaceChildren(...children);
  if (focused) parent.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function badge(count) {
  return count > 0 && el("span", { class: "badge", "aria-label": `${count} unread` }, count > 99 ? "99+" : String(count));
}

function renderPeople(person) {
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

function renderChats(person, current, opened) {
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

function renderBar(person, chat) {
  byId("bar-avatar").replaceChildren(avatar(chat.type === "private" ? "bot" : "chat", titleOf(chat), chat.id));
  put(byId("bar-title"), titleOf(chat));
  put(byId("bar-sub"), subtitle(chat));
  byId("bar-sub").classList.toggle("typing", linked && isTyping(chat));
}

/** Sets text only when it changes, so that nothing is read out again. */
function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function subtitle(chat) {
  if (!linked) return "waiting for the sandbox…";
  if (isTyping(chat)) return "typing…";
  if (chat.type === "private") return chat.blocked ? "bot, blocked by you" : "bot";
  const count = chat.members.filter((id) => personBy(id)).length;
  return `${chat.type === "channel" ? "channel" : "group"}, ${count} ${count === 1 ? "person" : "people"} and the bot`;
}

function renderFoot(person, chat) {
  const start = chat.type === "private" && !chat.messages.length;
  const closed = chat.blocked || start || (chat.type === "channel" && !isAdmin(chat, person));
  const pressed = byId("instead").contains(document.activeElement);
  byId("compose").hidden = closed;
  byId("instead").hidden = !closed;
  composer.show(person, chat);
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

// --- the three things to try

const HINTS = [
  { words: "Send /start, choose topics", short: "/start", text: "/start", role: "reader" },
  { words: "Search: /search covid-19", short: "/search covid-19", text: "/search covid-19", role: "reader" },
  { words: "As the editor: /announce", short: "Editor: /announce", text: "/announce", role: "editor" },
];

function tried(text) {
  const command = text.split(" ")[0];
  return [...world.chats.values()].some((chat) => chat.messages.some((message) => !message.from?.is_bot && message.text?.startsWith(command)));
}

function renderHints() {
  const strip = byId("hints");
  strip.hidden = localStorage.getItem("kumtar.hints") === "off";
  if (strip.hidden) return;
  const both = (long, short) => [el("span", { class: "long" }, long), el("span", { class: "short" }, short)];
  refill(strip, [el("b", {}, both("Three things to try:", "Try:")), el("ol", {}, HINTS.map((hint, at) => el("li", {},
    el("button", { type: "button", "data-key": at, class: tried(hint.text) ? "done" : null, onclick: () => tryOut(hint) },
      el("span", { class: "number", "aria-hidden": true }, tried(hint.text) ? "✓" : String(at + 1)), both(hint.words, hint.short))))),
  closeButton("Hide these hints", () => (localStorage.setItem("kumtar.hints", "off"), render()))]);
}

function tryOut({ text, role }) {
  const { person } = route();
  const who = person.role === role ? person : world.people.find((one) => one.role === role) ?? person;
  const arrive = () => {
    // Before the first message there is only a Start button: the box appears so that the hint can be sent.
    byId("compose").hidden = false;
    byId("instead").hidden = true;
    composer.fill(text);
  };
  go(who.id, who.id, arrive);
}

// --- acting

async function act(action, body) {
  try {
    return await post(action, body);
  } catch (error) {
    toast(error.message, "error");
    return null;
  }
}

async function say(text, html = null, replyTo = null) {
  const { person, chat } = route();
  log.follow();
  const body = { person: person.id, chat: chat.id, text };
  if (html) body.html = html;
  if (replyTo) body.reply_to = replyTo;
  return (await act("send", body)) !== null;
}

async function inline(query, offset) {
  const answer = await act("inline", { person: route().person.id, query, offset });
  return answer?.query_id ?? null;
}

function choose(queryId, resultId) {
  const { person, chat } = route();
  log.follow();
  return act("inline_choose", { person: person.id, chat: chat.id, query_id: queryId, result_id: resultId });
}

async function tap(message, row, col, button) {
  const { person, chat } = route();
  if (button.url) return openOwn(ownLink(button.url), person);
  if (button.switch_inline_query_current_chat !== undefined) return askInline(chat, button.switch_inline_query_current_chat);
  if (button.switch_inline_query !== undefined) return shareInline(button.switch_inline_query);
  if (button.copy_text) return copy(button.copy_text);
  const key = `${chat.id}:${message.message_id}`;
  if (waiting.get(key) === `${row}:${col}`) return;
  waiting.set(key, `${row}:${col}`);
  render();
  const answer = await act("tap", { person: person.id, chat: chat.id, message_id: message.message_id, row, col });
  if (answer?.kind !== "callback" || early.delete(answer.id)) return settle(key, `${row}:${col}`);
  calls.set(answer.id, [key, `${row}:${col}`]);
  setTimeout(() => answered(answer.id), ANSWER_MS);
}

function settle(key, place) {
  if (waiting.get(key) === place) waiting.delete(key);
  render();
}

function answered(id) {
  const call = calls.get(id);
  calls.delete(id);
  if (call) settle(...call);
}

async function copy(text) {
  const words = typeof text === "string" ? text : text.text;
  await navigator.clipboard.writeText(words).then(() => toast("Copied"), () => alertBox(words));
}

function openOwn(own, person) {
  if (!own) return;
  if (own.share !== undefined) return shareText(own.share);
  go(person.id, person.id, () => say(own.start ? `/start ${own.start}` : "/start"));
}

async function pickChat(title) {
  const { person } = route();
  const chats = chatsOf(person);
  if (chats.length === 1) return chats[0];
  return pick(title, chats.map((chat) => ({
    label: titleOf(chat), detail: chat.type === "private" ? "private chat" : chat.type, value: chat,
    picture: avatar(chat.type === "private" ? "bot" : "chat", titleOf(chat), chat.id) })));
}

const shareInline = async (query) => askInline(await pickChat("Share in which chat?"), query);
const askInline = (chat, query) => chat && fillIn(chat, `@${world.bot.username} ${query}`);

async function shareText(text) {
  const chat = await pickChat("Share in which chat?");
  if (chat) fillIn(chat, text);
}

function fillIn(chat, text) {
  go(route().person.id, chat.id, () => composer.fill(text));
}

// --- the ⋯ menu and the theme

byId("more").addEventListener("click", () => {
  const { person, chat } = route();
  openMenu(byId("more"), chat.type === "private" ? privateItems(person, chat) : sharedItems(person, chat));
});

function privateItems(person, chat) {
  return [
    { label: "Create a group with the bot", run: () => create(person, "supergroup") },
    { label: "Create a channel with the bot", run: () => create(person, "channel") },
    { label: "Show the hints", run: () => (localStorage.removeItem("kumtar.hints"), render()) },
    { label: chat.blocked ? "Unblock the bot" : "Block the bot", danger: !chat.blocked, run: () => act("block", { person: person.id, blocked: !chat.blocked }) },
  ];
}

function sharedItems(person, chat) {
  return [
    { label: "Who is in it", run: () => showMembers(chat) },
    chat.type === "group" && { label: "Upgrade to a supergroup", run: () => act("migrate", { chat: chat.id }) },
    { label: "Remove the bot", danger: true, run: () => act("remove_bot", { chat: chat.id }) },
  ].filter(Boolean);
}

async function create(person, type) {
  const words = type === "channel" ? "channel" : "group";
  const title = await askText(`New ${words}`, `Name of the ${words}`);
  const made = title && (await act("group", { person: person.id, title, type }));
  if (made) go(person.id, typeof made.chat === "object" ? made.chat.id : made.chat);
}

function showMembers(chat) {
  const status = (person) => (isAdmin(chat, person) ? "administrator" : chat.members.includes(person.id) ? "member" : "left");
  return members("Who is in it", world.people.map((person) => ({ person, status: status(person) })),
    (person, value) => act("member", { chat: chat.id, person: person.id, status: value }));
}

const THEMES = ["auto", "light", "dark"];

function theme(name) {
  document.documentElement.dataset.theme = name;
  const label = `Colours: ${name === "auto" ? "as this computer's" : name}`;
  byId("theme").setAttribute("aria-label", label);
  byId("theme").title = label;
}

byId("theme").addEventListener("click", () => {
  const next = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length];
  localStorage.setItem("kumtar.theme", next);
  theme(next);
});
theme(THEMES.find((name) => name === localStorage.getItem("kumtar.theme")) ?? "auto");

// --- what the sandbox tells

function onEvent(event) {
  const mine = event.person === undefined || event.person === route().person.id;
  if (event.kind === "answered") {
    const id = event.callback;
    if (!calls.has(id)) early.add(id);
    if (early.size > 100) early.delete(early.values().next().value); // taps of other windows
    return void answered(id);
  }
  if (event.kind === "toast") return void (mine && event.text && (event.alert ? alertBox(event.text) : toast(event.text)));
  if (event.kind === "open") return void (mine && safeUrl(event.url) && askOpen(safeUrl(event.url)));
  if (event.kind === "inline") return void (mine && composer.results(event));
  const result = apply(event);
  if (event.kind === "typing") setTimeout(() => render(), 5600);
  schedule();
  return result;
}

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

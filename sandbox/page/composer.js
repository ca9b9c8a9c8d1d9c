// The typing box: sending, formatting, the command list and inline results above it.

import { byId, el, icon } from "./dom.js";
import { askText, closeButton } from "./dialogs.js";
import { safeUrl, written } from "./rich.js";
import { commandsFor, world } from "./world.js";

const QUERY_WAIT_MS = 250;

const box = byId("box");
const send = byId("send");
const menu = byId("menu");
const panel = byId("suggest");
const drafts = new Map(); // "person:chat" -> fragment

let here = null; // {person, chat}
let reply = null;
let items = []; // what the panel offers: {title, detail, run}
let active = -1;
let asked = null; // the inline query on its way or shown
let timer = null;

/** actions: send(text, html, replyTo) -> Promise<bool>, inline(query, offset) -> Promise<id or null>, choose(queryId, resultId), openBot(payload) */
export function createComposer(actions) {
  box.addEventListener("input", () => refresh(actions));
  box.addEventListener("keydown", (event) => onKey(event, actions));
  box.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  box.addEventListener("drop", (event) => event.preventDefault());
  send.addEventListener("click", () => submit(actions));
  menu.addEventListener("click", (event) => {
    if (!panel.hidden) return hidePanel();
    showCommands("", actions);
    if (event.detail === 0) box.focus(); // opened with the keyboard: the arrows go through the list
  });
  document.addEventListener("pointerdown", (event) => {
    if (!byId("foot").contains(event.target)) hidePanel();
  });
  buildToolbar();
  return {
    show: (person, chat) => show(person, chat, actions),
    fill: (text) => fill(text, actions),
    reply: setReply,
    results: (event) => showResults(event, actions),
  };
}

function show(person, chat, actions) {
  const key = `${person.id}:${chat.id}`;
  const old = here && `${here.person.id}:${here.chat.id}`;
  here = { person, chat };
  byId("format").hidden = person.role !== "editor";
  menu.hidden = commandsFor(person, chat).length === 0;
  if (old === key) return;
  if (old) drafts.set(old, take());
  box.append(drafts.get(key) ?? "");
  setReply(null);
  hidePanel();
  refresh(actions);
}

function take() {
  const kept = document.createDocumentFragment();
  kept.append(...box.childNodes);
  return kept;
}

function fill(text, actions) {
  box.replaceChildren(text);
  box.focus();
  const end = document.createRange();
  end.selectNodeContents(box);
  end.collapse(false);
  getSelection().removeAllRanges();
  getSelection().addRange(end);
  refresh(actions);
}

function setReply(message) {
  reply = message;
  const bar = byId("replying");
  bar.hidden = !message;
  if (!message) return void bar.replaceChildren();
  bar.replaceChildren(icon("reply"),
    el("span", {}, el("b", {}, message.from?.first_name ?? "Message"), el("small", {}, message.text || message.document?.file_name || "")),
    closeButton("Do not reply", () => setReply(null)));
  box.focus();
}

/** The keyboard's way to reply: each press takes the message before. */
function replyFurtherUp() {
  const messages = here.chat.messages.filter((message) => !message.service);
  const at = reply ? messages.findIndex((message) => message.message_id === reply.message_id) : messages.length;
  if (at > 0) setReply(messages[at - 1]);
}

async function submit(actions) {
  const { text, html } = written(box);
  if (!text) return;
  const kept = take();
  const to = reply;
  setReply(null);
  hidePanel();
  refresh(actions);
  if (await actions.send(text, html, to?.message_id)) return;
  if (!written(box).text) box.replaceChildren(kept);
  refresh(actions);
}

function onKey(event, actions) {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!panel.hidden && step && items.length) {
    event.preventDefault();
    return mark(active < 0 && step < 0 ? items.length - 1 : (active + step + items.length) % items.length);
  }
  if (step === -1 && event.ctrlKey) return replyFurtherUp();
  if (event.key === "Escape") return panel.hidden ? setReply(null) : hidePanel();
  if (event.key !== "Enter") return;
  event.preventDefault();
  if (event.shiftKey) return void document.execCommand("insertLineBreak");
  const chosen = items[active] ?? (asked ? items[0] : null);
  if (!panel.hidden && chosen) return chosen.run();
  if (!asked) submit(actions);
}

function refresh(actions) {
  if (box.childNodes.length === 1 && box.firstChild.nodeName === "BR") box.replaceChildren(); // what is left after deleting all
  const { text } = written(box);
  const raw = box.textContent.trimStart();
  send.disabled = !text;
  box.classList.toggle("empty", !box.textContent && !box.querySelector("br"));
  const command = /^\/(\w*)$/.exec(text);
  const name = `@${(world.bot.username ?? "").toLowerCase()}`;
  const inline = raw.toLowerCase().startsWith(name) ? raw.slice(name.length) : null;
  if (inline !== null && (inline === "" || /^\s/.test(inline))) return query(inline.trim(), actions);
  forget();
  if (command) showCommands(command[1], actions);
  else if (/^@\w*$/.test(text) && name.startsWith(text.toLowerCase())) offerBot(actions);
  else hidePanel();
}

function forget() {
  clearTimeout(timer);
  asked = null;
}

/** Asks the bot; with `offset` for the page after the results shown, which stay. */
function query(words, actions, offset = "") {
  clearTimeout(timer);
  asked = { id: null, words, before: offset ? items.slice(0, -1) : [] };
  const mine = asked;
  if (!offset) put([], "Searching…");
  timer = setTimeout(async () => {
    const id = await actions.inline(words, offset);
    if (asked !== mine) return;
    if (id === null) return hidePanel();
    mine.id = id;
    if (mine.early?.query_id === id) showResults(mine.early, actions);
  }, offset ? 0 : QUERY_WAIT_MS);
}

/** The bot's answer may overtake the answer to our own request: then it is kept until we know its number. */
function showResults(event, actions) {
  if (!asked) return;
  if (asked.id === null) return void (asked.early = event);
  if (asked.id !== event.query_id) return;
  const { words, before } = asked;
  const leave = (then) => () => {
    box.replaceChildren();
    forget();
    hidePanel();
    refresh(actions);
    then();
  };
  const found = event.results.map((result) => ({
    title: result.title || result.caption || "Result",
    detail: result.description ?? "",
    run: leave(() => actions.choose(event.query_id, result.id)),
  }));
  const { button } = event;
  const above = button ? [{ title: button.text, detail: "", link: true, run: leave(() => actions.openBot(button.start_parameter)) }] : [];
  const rest = event.next_offset ? [{ title: "More results", detail: "", run: () => query(words, actions, event.next_offset) }] : [];
  put([...above, ...before, ...found, ...rest], "Nothing found");
  if (before.length) panel.children[before.length]?.scrollIntoView({ block: "nearest" });
}

function offerBot(actions) {
  const name = `@${world.bot.username}`;
  put([{ title: name, detail: "List statements, and post one here", run: () => fill(`${name} `, actions) }], "");
}

function showCommands(prefix, actions) {
  const commands = commandsFor(here.person, here.chat).filter(({ command }) => command.startsWith(prefix.toLowerCase()));
  if (!commands.length) return hidePanel();
  put(commands.map(({ command, description }) => ({
    title: `/${command}`,
    detail: description,
    run: () => {
      box.replaceChildren();
      hidePanel();
      refresh(actions);
      actions.send(`/${command}`, null, null);
      box.focus();
    },
  })), "");
}

function put(list, whenEmpty) {
  items = list;
  panel.classList.toggle("results", asked !== null);
  active = -1;
  panel.replaceChildren(...items.map(({ title, detail, link, run }, at) =>
    el("div", { class: link ? "option option-link" : "option", role: "option", id: `option-${at}`, "aria-selected": "false", onclick: run },
      el("b", {}, title), el("span", {}, detail))));
  if (!items.length) panel.append(el("p", { class: "option-note" }, whenEmpty));
  panel.hidden = false;
  panel.scrollTop = 0;
  menu.setAttribute("aria-expanded", "true");
  box.removeAttribute("aria-activedescendant");
}

function mark(at) {
  active = at;
  [...panel.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
  panel.children[at].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", `option-${at}`);
}

function hidePanel() {
  panel.hidden = true;
  items = [];
  active = -1;
  menu.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

// execCommand is called deprecated, but it is what every browser has for this, undo included.
function buildToolbar() {
  const style = (command) => () => {
    document.execCommand("styleWithCSS", false, "false");
    document.execCommand(command);
  };
  const buttons = [["B", "Bold (Ctrl+B)", style("bold")], ["I", "Italic (Ctrl+I)", style("italic")],
    ["U", "Underline (Ctrl+U)", style("underline")], ["S", "Strike through", style("strikeThrough")], [icon("link"), "Link", addLink]];
  byId("format").replaceChildren(
    ...buttons.map(([label, title, run]) => el("button", { class: `format-${title.split(" ")[0].toLowerCase()}`, type: "button", title, "aria-label": title,
      onmousedown: (event) => event.preventDefault(), onclick: run }, label)),
    el("span", { class: "format-help" }, "Select words, then choose a style"));
}

async function addLink() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !box.contains(selection.anchorNode)) return box.focus();
  const kept = selection.getRangeAt(0).cloneRange();
  const url = safeUrl(await askText("Link", "Address", { type: "url", placeholder: "https://…" }) || "about:blank");
  box.focus();
  selection.removeAllRanges();
  selection.addRange(kept);
  if (url) document.execCommand("createLink", false, url);
}

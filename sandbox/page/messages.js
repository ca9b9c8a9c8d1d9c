// The conversation: days, bubbles, keyboards, and where the reader's eye stays while it grows.

import { avatar, byId, el, icon } from "./dom.js";
import { fragment, safeUrl } from "./rich.js";
import { isMine, readUpTo, world } from "./world.js";

const CLUSTER_S = 300; // messages closer than this stand together
const NEAR_PX = 60; // this close to the end counts as "at the end"

const log = byId("log");
const pill = byId("pill");
const nodes = new Map(); // message id -> {signature, node}, so that an opened quote or spoiler stays open
let shown = null; // "person:chat" on the screen
let divider = 0; // the newest message read when the chat was opened
let stuck = true; // the view follows the end
let going = false; // on the way to the end because the person wanted it

/** actions: tap(message, row, col, button), command(text), open(own link), reply(message), seen() */
export function createLog(actions) {
  log.addEventListener("click", (event) => {
    const own = ownLink(event.target.closest("a[href]")?.href);
    if (!own) return;
    event.preventDefault();
    actions.open(own);
  });
  log.addEventListener("scroll", () => {
    stuck = atEnd();
    going &&= !stuck;
    actions.seen();
  });
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) log.addEventListener(kind, () => (going = false), { passive: true });
  pill.addEventListener("click", () => {
    going = true;
    toEnd(log.scrollHeight - log.scrollTop < 4 * log.clientHeight ? "smooth" : "instant");
  });
  new ResizeObserver(() => stuck && toEnd()).observe(log);
  return {
    render: (person, chat, waiting, note) => render(person, chat, waiting, note, actions),
    /** To be called before anything moves: the scroll event of what the person just did may still be to come. */
    measure: () => (stuck = going || atEnd()),
    isAtEnd: () => stuck,
    close: () => (shown = null),
    follow: () => ((going = true), (divider = Infinity)),
    pill: showPill,
  };
}

const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;

function toEnd(behavior = "instant") {
  log.scrollTo({ top: log.scrollHeight, behavior });
}

function showPill(count) {
  pill.hidden = stuck;
  pill.replaceChildren(icon("down"), count ? `${count} new ${count === 1 ? "message" : "messages"}` : "");
  pill.setAttribute("aria-label", count ? `${count} new messages, go to the end` : "Go to the end");
}

/** `note()` makes what stands in an empty chat. */
function render(person, chat, waiting, note, actions) {
  const key = `${person.id}:${chat.id}`;
  const opening = shown !== key;
  if (opening) {
    nodes.clear();
    shown = key;
    divider = readUpTo(person, chat) || Infinity;
    log.setAttribute("aria-busy", "true"); // a chat that is opened is not read out as a whole
  }
  log.querySelector(":scope > .empty-note")?.remove();
  draw(days(person, chat, waiting, actions));
  if (!chat.messages.length) log.append(note());
  foldQuotes();
  if (opening) {
    const first = log.querySelector(".unread-line");
    if (first && log.scrollHeight - first.offsetTop > log.clientHeight) log.scrollTop = first.offsetTop - 40;
    else toEnd();
    stuck = atEnd();
    setTimeout(() => log.removeAttribute("aria-busy"), 300);
  } else if (stuck) toEnd();
  going = false;
}

function days(person, chat, waiting, actions) {
  const sections = [];
  let label = null;
  let lined = false;
  chat.messages.forEach((message, at) => {
    const day = dayOf(message.date);
    if (day !== label) sections.push({ label: (label = day), items: [] });
    const items = sections.at(-1).items;
    if (!lined && message.message_id > divider && !isMine(chat, message, person)) {
      lined = true;
      items.push(el("div", { class: "unread-line" }, "New messages"));
    }
    items.push(bubbleOf({ message, chat, person, waiting, actions, ...place(chat, at) }));
  });
  return sections;
}

/** Puts the sections on the screen, touching only what changed (so that nothing is announced or laid out twice). */
function draw(sections) {
  while (log.children.length > sections.length) log.lastChild.remove();
  sections.forEach(({ label, items }, at) => {
    let section = log.children[at];
    if (!section) log.append((section = el("section", { class: "day" }, el("h3", { class: "day-label" }))));
    if (section.firstChild.textContent !== label) section.firstChild.textContent = label;
    arrange(section, items);
  });
}

function arrange(section, items) {
  const keep = new Set(items);
  for (const old of [...section.children].slice(1)) if (!keep.has(old)) old.remove();
  items.forEach((item, at) => {
    if (section.children[at + 1] !== item) section.insertBefore(item, section.children[at + 1] ?? null);
  });
}

const sender = (message) => message?.from?.id ?? 0;

function place(chat, at) {
  const [before, message, after] = [chat.messages[at - 1], chat.messages[at], chat.messages[at + 1]];
  const joins = (a, b) => a && b && !a.service && !b.service && !a.keyboard
    && sender(a) === sender(b) && Math.abs(b.date - a.date) < CLUSTER_S && dayOf(a.date) === dayOf(b.date);
  return { first: !joins(before, message), last: !joins(message, after) };
}

function bubbleOf(part) {
  const { message, chat, waiting, first, last } = part;
  const turning = waiting.has(`${chat.id}:${message.message_id}`) ? waiting.get(`${chat.id}:${message.message_id}`) : "";
  const signature = JSON.stringify([message, first, last, turning]);
  const known = nodes.get(message.message_id);
  if (known?.signature === signature) return known.node;
  const node = row({ ...part, turning });
  nodes.set(message.message_id, { signature, node });
  return node;
}

function row({ message, chat, person, actions, first, last, turning }) {
  if (message.service) return el("div", { class: "service", "data-id": message.message_id }, message.text);
  const mine = isMine(chat, message, person);
  const group = chat.type === "group" || chat.type === "supergroup";
  const classes = ["row", mine ? "mine" : "theirs", first && "first", last && "last", message.keyboard && "keyed"].filter(Boolean).join(" ");
  return el("div", { class: classes, "data-id": message.message_id },
    group && !mine && face(message, last),
    el("div", { class: "stack" },
      bubble({ message, chat, mine, named: group && !mine && first, actions }),
      message.keyboard && keyboard(message, actions, turning)));
}

function face(message, last) {
  if (!last) return el("span", { class: "face" });
  const { is_bot: bot, first_name: name, id } = message.from ?? {};
  return el("span", { class: "face" }, avatar(bot ? "bot" : "person", name, id));
}

function bubble({ message, chat, mine, named, actions }) {
  const body = el("div", { class: "text" }, fragment(message.html ?? "", actions.command));
  return el("div", { class: "bubble" },
    el("span", { class: "sr" }, `${mine ? "You" : message.from?.first_name ?? chat.title}: `),
    named && el("div", { class: `sender tone-${Math.abs(sender(message)) % 5}`, "aria-hidden": true }, message.from?.first_name ?? ""),
    message.forwarded && el("div", { class: "via" }, "Forwarded"),
    message.via_bot && el("div", { class: "via" }, `via @${world.bot.username}`),
    message.reply_to && quoted(message.reply_to),
    message.document && file(message.document),
    (message.html || !message.document) && body,
    message.link_preview && preview(message.link_preview),
    meta(message, mine),
    el("button", { class: "reply-button", type: "button", tabindex: -1, "aria-label": "Reply", title: "Reply (Ctrl+↑)", onclick: () => actions.reply(message) }, icon("reply")));
}

function meta(message, mine) {
  const time = new Date(message.date * 1000);
  return el("span", { class: "meta" },
    message.pinned && labelled("pin", "Pinned"),
    message.silent && labelled("silent", "Sent without sound"),
    message.edit_date && el("span", { class: "edited" }, "edited"),
    el("time", { datetime: time.toISOString(), title: time.toLocaleString("en-GB") }, clock(message.date)),
    mine && icon("read"));
}

const labelled = (name, words) => el("span", { class: "sign", title: words }, icon(name), el("span", { class: "sr" }, words));

function quoted({ message_id: id, text }) {
  const jump = () => {
    const target = nodes.get(id)?.node;
    target?.scrollIntoView({ block: "center", behavior: "smooth" });
    target?.animate?.([{ filter: "brightness(1.25)" }, { filter: "none" }], 900);
  };
  return el("button", { class: "quoted", type: "button", onclick: jump, "aria-label": `Reply to: ${text}` }, text || "Message");
}

function file({ file_name: name, size, url }) {
  const href = safeUrl(url ?? "");
  return el(href ? "a" : "div", { class: "file", href, target: href && "_blank", rel: "noopener noreferrer" },
    el("span", { class: "file-icon" }, icon("file")),
    el("span", { class: "file-text" }, el("b", {}, name || "File"), el("small", {}, bytes(size ?? 0))));
}

function preview({ url, title, description }) {
  const href = safeUrl(url);
  if (!href) return null;
  const { hostname, pathname } = new URL(href);
  return el("a", { class: "preview", href, target: "_blank", rel: "noopener noreferrer" },
    el("b", {}, title || hostname.replace(/^www\./, "")),
    (description || pathname !== "/") && el("small", {}, description || decodeSafely(pathname)));
}

function decodeSafely(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function keyboard(message, actions, turning) {
  return el("div", { class: "keyboard" }, message.keyboard.map((line, y) =>
    el("div", { class: "keys" }, line.map((button, x) => keyOf(message, button, y, x, actions, turning === `${y}:${x}`)))));
}

function keyOf(message, button, y, x, actions, busy) {
  const press = () => actions.tap(message, y, x, button);
  const href = button.url && !ownLink(button.url) ? safeUrl(button.url) : null;
  const words = el("span", {}, button.text);
  if (href) return el("a", { class: "key", href, target: "_blank", rel: "noopener noreferrer" }, words, icon("out"));
  const shares = button.switch_inline_query !== undefined || button.switch_inline_query_current_chat !== undefined || button.url;
  const sign = shares ? "share" : button.copy_text ? "copy" : null;
  return el("button", { class: busy ? "key busy" : "key", type: "button", "aria-busy": busy, onclick: press }, words, sign && icon(sign),
    busy && el("span", { class: "spinner" }));
}

/** t.me addresses mean something inside Telegram: here the page does it. */
export function ownLink(url) {
  try {
    const { hostname, pathname, searchParams } = new URL(url);
    if (hostname !== "t.me") return null;
    if (pathname === "/share/url") return { share: [searchParams.get("text"), searchParams.get("url")].filter(Boolean).join("\n") };
    if (pathname.slice(1).toLowerCase() !== (world.bot.username ?? "").toLowerCase()) return null;
    return { start: searchParams.get("start") ?? "" };
  } catch {
    return null;
  }
}

/** Long expandable quotes show three lines and a button; short ones need none. */
function foldQuotes() {
  for (const quote of log.querySelectorAll("blockquote.expandable:not([data-fold])")) {
    quote.dataset.fold = "closed";
    if (quote.scrollHeight <= quote.clientHeight + 2) {
      quote.dataset.fold = "none";
      continue;
    }
    const button = el("button", { class: "unfold", type: "button", "aria-expanded": "false" }, "Show more");
    button.addEventListener("click", () => {
      const open = quote.dataset.fold === "closed";
      quote.dataset.fold = open ? "open" : "closed";
      button.textContent = open ? "Show less" : "Show more";
      button.setAttribute("aria-expanded", String(open));
    });
    quote.after(button);
  }
}

export const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

export function dayOf(seconds) {
  const day = new Date(seconds * 1000);
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (day.toDateString() === today.toDateString()) return "Today";
  if (day.toDateString() === yesterday.toDateString()) return "Yesterday";
  const year = day.getFullYear() === today.getFullYear() ? undefined : "numeric";
  return day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year });
}

function bytes(size) {
  if (size < 1024) return `${size} B`;
  return size < 1024 * 1024 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}

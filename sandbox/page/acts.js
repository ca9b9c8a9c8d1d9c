// What the person does: writes, taps, shares. Each act is one call to the sandbox; what comes of it arrives as events.

import { alertBox, pick, toast } from "./dialogs.js";
import { avatar } from "./dom.js";
import { ownLink } from "./messages.js";
import { go, route } from "./route.js";
import { post } from "./wire.js";
import { chatsOf, titleOf, world } from "./world.js";

const ANSWER_MS = 30_000; // a bot that never answers a tap
const calls = new Map(); // callback id -> ["chat:message", "row:col"]
const early = new Set(); // callback ids answered before we knew them
let view; // redraw(), follow() the end of the log, fill(text) into the box

export const waiting = new Map(); // "chat:message" -> "row:col" of the button that is being answered
export const connect = (parts) => (view = parts);

export async function act(action, body) {
  try {
    return await post(action, body);
  } catch (error) {
    toast(error.message, "error");
    return null;
  }
}

export async function say(text, html = null, replyTo = null) {
  const { person, chat } = route();
  view.follow();
  const body = { person: person.id, chat: chat.id, text };
  if (html) body.html = html;
  if (replyTo) body.reply_to = replyTo;
  return (await act("send", body)) !== null;
}

export async function inline(query, offset) {
  const { person, chat } = route();
  const answer = await act("inline", { person: person.id, chat: chat.id, query, offset });
  return answer?.query_id ?? null;
}

export function choose(queryId, resultId) {
  const { person, chat } = route();
  view.follow();
  return act("inline_choose", { person: person.id, chat: chat.id, query_id: queryId, result_id: resultId });
}

export async function tap(message, row, col, button) {
  const { person, chat } = route();
  if (button.url) return openOwn(ownLink(button.url));
  if (button.switch_inline_query_current_chat !== undefined) return askInline(chat, button.switch_inline_query_current_chat);
  if (button.switch_inline_query !== undefined) return shareInline(button.switch_inline_query);
  if (button.copy_text) return copy(button.copy_text);
  const key = `${chat.id}:${message.message_id}`;
  if (waiting.get(key) === `${row}:${col}`) return;
  waiting.set(key, `${row}:${col}`);
  view.redraw();
  const answer = await act("tap", { person: person.id, chat: chat.id, message_id: message.message_id, row, col });
  if (answer?.kind !== "callback" || early.delete(answer.id)) return settle(key, `${row}:${col}`);
  calls.set(answer.id, [key, `${row}:${col}`]);
  setTimeout(() => calls.has(answer.id) && answered(answer.id), ANSWER_MS);
}

function settle(key, place) {
  if (waiting.get(key) === place) waiting.delete(key);
  view.redraw();
}

/** The bot answered a tap, perhaps before we knew its number, perhaps one of another window. */
export function answered(id) {
  const call = calls.get(id);
  if (!call) early.add(id);
  if (early.size > 100) early.delete(early.values().next().value);
  calls.delete(id);
  if (call) settle(...call);
}

async function copy(text) {
  const words = typeof text === "string" ? text : text.text;
  await navigator.clipboard.writeText(words).then(() => toast("Copied"), () => alertBox(words));
}

/** What a link into Telegram does: shares a text, or opens the bot's chat and starts it with what the link names. */
export function openOwn(own) {
  if (!own) return;
  if (own.share !== undefined) return shareText(own.share);
  openBot(own.start);
}

export function openBot(payload) {
  const { person } = route();
  go(person.id, person.id, () => say(payload ? `/start ${payload}` : "/start"));
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
  go(route().person.id, chat.id, () => view.fill(text));
}

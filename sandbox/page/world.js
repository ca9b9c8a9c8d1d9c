// What the page knows: people, chats and messages as the sandbox told, and what each person has read (kept in this browser).

const READ = "kumtar.read";
const LANGUAGES = { sq: "Shqip", sr: "Srpski", en: "English" };
const TYPING_MS = 5500; // Telegram shows "typing" for five seconds or until the message comes
const KEPT = 500; // messages a chat keeps on the page

export const world = { bot: { menus: {} }, people: [], chats: new Map(), typing: new Map() };

let read = load();

function load() {
  try {
    return JSON.parse(localStorage.getItem(READ)) ?? {};
  } catch {
    return {};
  }
}

export const reloadRead = () => (read = load());

export function adopt(state) {
  world.bot = state.bot;
  world.people = state.people;
  world.chats = new Map(state.chats.map((chat) => [chat.id, { members: [], admins: [], ...chat, messages: chat.messages ?? [] }]));
  // A sandbox that started afresh numbers its messages from 1 again: what was read before must not hide them.
  for (const key of Object.keys(read)) {
    const chat = world.chats.get(Number(key.split(":")[1]));
    if (!chat || read[key] > newest(chat)) delete read[key];
  }
}

const newest = (chat) => chat.messages.at(-1)?.message_id ?? 0;

/** Takes one event in. Returns "reload" when only the whole state can tell, else nothing. */
export function apply(event) {
  if (event.kind === "menu") return void (world.bot = { ...world.bot, ...event.bot });
  if (event.kind === "chat") return merge(event.chat);
  const chat = world.chats.get(event.chat);
  if (!chat) return "reload";
  if (event.kind === "typing") world.typing.set(chat.id, Date.now() + TYPING_MS);
  if (event.kind === "message" || event.kind === "edit") put(chat, event.message);
  if (event.kind === "message" && event.message.from?.is_bot) world.typing.delete(chat.id);
  if (event.kind === "delete") chat.messages = chat.messages.filter((one) => one.message_id !== event.message_id);
}

function merge(news) {
  const chat = world.chats.get(news.id);
  if (!chat) return "reload";
  Object.assign(chat, news, { messages: chat.messages });
}

function put(chat, message) {
  const at = chat.messages.findIndex((one) => one.message_id === message.message_id);
  if (at >= 0) chat.messages[at] = message;
  else chat.messages = [...chat.messages, message].sort((a, b) => a.message_id - b.message_id).slice(-KEPT);
}

export const personBy = (id) => world.people.find((person) => person.id === id) ?? null;
export const languageOf = (person) => LANGUAGES[person.language_code] ?? person.language_code ?? "";
export const isTyping = (chat) => (world.typing.get(chat.id) ?? 0) > Date.now();
export const titleOf = (chat) => (chat.type === "private" ? world.bot.first_name || chat.title : chat.title);
export const isMine = (chat, message, person) => chat.type !== "channel" && message.from?.id === person.id;
export const hasBot = (chat) => chat.type === "private" || chat.members.includes(world.bot.id);
export const isAdmin = (chat, person) => chat.admins.includes(person.id);

/** A person's chats, the one with the newest message first. */
export function chatsOf(person) {
  const mine = [...world.chats.values()].filter((chat) =>
    chat.type === "private" ? chat.id === person.id : chat.members.includes(person.id) && !chat.migrated_to);
  return mine.sort((a, b) => (b.messages.at(-1)?.date ?? 0) - (a.messages.at(-1)?.date ?? 0));
}

/** The commands the bot offers this person in this chat, by Telegram's order of scopes. */
export function commandsFor(person, chat) {
  if (!hasBot(chat)) return [];
  const { menus = {} } = world.bot;
  const admin = isAdmin(chat, person);
  const scopes = chat.type === "private"
    ? [`chat:${chat.id}`, "all_private_chats", ""]
    : [`chat_member:${chat.id}:${person.id}`, admin && `chat_administrators:${chat.id}`, `chat:${chat.id}`,
      admin && "all_chat_administrators", "all_group_chats", ""].filter((scope) => scope !== false);
  const keys = scopes.flatMap((scope) => [[scope, person.language_code].filter(Boolean).join(":"), scope]);
  return menus[keys.find((key) => key in menus)] ?? [];
}

const readKey = (person, chat) => `${person.id}:${chat.id}`;

/** Up to which message a person has read: what this browser noted, or what they answered to last. */
export function readUpTo(person, chat) {
  const own = chat.messages.findLast((message) => isMine(chat, message, person));
  return Math.max(read[readKey(person, chat)] ?? 0, own?.message_id ?? 0);
}

export function unread(person, chat) {
  const upTo = readUpTo(person, chat);
  return chat.messages.filter((message) => message.message_id > upTo && !isMine(chat, message, person)).length;
}

export const unreadOf = (person) => chatsOf(person).reduce((sum, chat) => sum + unread(person, chat), 0);

/** True when that changed anything. */
export function markRead(person, chat) {
  const upTo = newest(chat);
  if ((read[readKey(person, chat)] ?? 0) >= upTo) return false;
  read = { ...load(), [readKey(person, chat)]: upTo };
  localStorage.setItem(READ, JSON.stringify(read));
  return true;
}

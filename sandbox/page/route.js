// Where we are: #person/chat in the address, so that back, reload and a second window work.

import { byId } from "./dom.js";
import { chatsOf, personBy, world } from "./world.js";

/** Whose phone it is and which chat is open; `opened` is false while a narrow screen shows the list. */
export function route() {
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
export function go(person, chat, then = () => {}) {
  const target = chat === undefined ? `#${person}` : `#${person}/${chat}`;
  if (location.hash === target) return then();
  addEventListener("hashchange", () => then(), { once: true }); // after the one that draws, which was added first
  location.hash = target;
}

const typing = matchMedia("(hover: hover)"); // on a touch screen, focus would open the keyboard over half the chat

export function focusBox() {
  if (typing.matches && !byId("compose").hidden) byId("box").focus();
}

// The ⋯ menu: blocking the bot, groups and channels. And the button for light and dark.

import { act } from "./acts.js";
import { askText, members, openMenu } from "./dialogs.js";
import { byId } from "./dom.js";
import { showHints } from "./hints.js";
import { go, route } from "./route.js";
import { hasBot, isAdmin, world } from "./world.js";

byId("more").addEventListener("click", () => {
  const { person, chat } = route();
  openMenu(byId("more"), chat.type === "private" ? privateItems(person, chat) : sharedItems(person, chat));
});

function privateItems(person, chat) {
  return [
    { label: "Create a group with the bot", run: () => create(person, "supergroup") },
    { label: "Create a channel with the bot", run: () => create(person, "channel") },
    { label: "Show the hints", run: () => showHints(true) },
    { label: chat.blocked ? "Unblock the bot" : "Block the bot", danger: !chat.blocked, run: () => act("block", { person: person.id, blocked: !chat.blocked }) },
  ];
}

function sharedItems(person, chat) {
  return [
    { label: "Who is in it", run: () => showMembers(chat) },
    chat.type === "group" && { label: "Upgrade to a supergroup", run: () => act("migrate", { chat: chat.id }) },
    hasBot(chat)
      ? { label: "Remove the bot", danger: true, run: () => act("remove_bot", { chat: chat.id }) }
      : { label: "Add the bot", run: () => act("add_bot", { chat: chat.id }) },
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

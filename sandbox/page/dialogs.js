// What lies over the page for a moment: toasts, alerts, small forms, and the ⋯ menu.

import { byId, el, icon } from "./dom.js";

const TOAST_MS = 4000;

export function toast(text, kind = "plain") {
  const node = el("div", { class: `toast toast-${kind}` }, text);
  byId("toasts").append(node);
  setTimeout(() => node.remove(), Math.max(TOAST_MS, text.length * 60));
}

/** A modal with the given content; resolves with what closed it ("" when dismissed). */
export function ask(title, content, buttons) {
  return new Promise((resolve) => {
    const form = el("form", { method: "dialog" },
      title && el("h2", {}, title), content,
      // Only the wanted answer submits: Enter in a field presses the first submit button.
      el("div", { class: "dialog-buttons" }, buttons.map(({ label, value, plain }) => plain
        ? el("button", { class: "plain", type: "button", onclick: () => dialog.close("") }, label)
        : el("button", { class: "strong", value }, label))));
    const dialog = el("dialog", { "aria-label": title || "Message" }, form);
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue);
      dialog.remove();
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close(""));
    document.body.append(dialog);
    dialog.showModal();
  });
}

export const alertBox = (text) => ask("", el("p", { class: "alert-text" }, text), [{ label: "OK", value: "ok" }]);

export async function askOpen(url) {
  const link = el("a", { href: url, target: "_blank", rel: "noopener noreferrer", class: "open-link" }, url);
  link.addEventListener("click", () => link.closest("dialog").close(""));
  await ask("Open this link?", link, [{ label: "Cancel", value: "", plain: true }]);
}

export async function askText(title, label, { type = "text", value = "", placeholder = "" } = {}) {
  const input = el("input", { type, value, placeholder, required: true, maxlength: 2000, "aria-label": label });
  const done = await ask(title, el("label", {}, el("span", {}, label), input), [
    { label: "Cancel", value: "", plain: true }, { label: "OK", value: "ok" }]);
  return done === "ok" ? input.value.trim() : "";
}

/** Lets the person pick one of `options` ({label, detail, value}); resolves with its value or null. */
export function pick(title, options) {
  return new Promise((resolve) => {
    const list = el("div", { class: "picks" }, options.map(({ label, detail, value, picture }) =>
      el("button", { type: "button", class: "pick", onclick: (event) => {
        resolve(value);
        event.currentTarget.closest("dialog").close("");
      } }, picture, el("span", {}, el("b", {}, label), detail && el("small", {}, detail)))));
    ask(title, list, [{ label: "Cancel", value: "", plain: true }]).then(() => resolve(null));
  });
}

/** Members of a group: each person with what they are there; calls change(person, status). */
export function members(title, people, change) {
  const rows = people.map(({ person, status }) => {
    const select = el("select", { "aria-label": person.first_name },
      [["left", "Not here"], ["member", "Member"], ["administrator", "Admin"]].map(([value, label]) =>
        el("option", { value, selected: value === status }, label)));
    select.addEventListener("change", () => change(person, select.value));
    return el("div", { class: "member" }, el("span", {}, person.first_name), select);
  });
  return ask(title, el("div", { class: "members" }, rows), [{ label: "Done", value: "ok" }]);
}

/** The ⋯ menu under `anchor`: items are {label, run, danger}. */
export function openMenu(anchor, items) {
  if (anchor.getAttribute("aria-expanded") === "true") return;
  const close = (back) => {
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (back) anchor.focus();
  };
  const outside = (event) => !menu.contains(event.target) && close(false);
  const menu = el("div", { class: "menu", role: "menu" }, items.map(({ label, run, danger }) =>
    el("button", { type: "button", role: "menuitem", class: danger ? "danger" : null, onclick: () => (close(true), run()) }, label)));
  menu.addEventListener("keydown", (event) => {
    const all = [...menu.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    if (event.key === "Escape" || event.key === "Tab") close(true);
    if (step || event.key === "Escape") event.preventDefault();
  });
  anchor.setAttribute("aria-expanded", "true");
  anchor.after(menu);
  menu.firstChild?.focus();
  // In the capture phase, so that the press that closes the menu still reaches what it meant.
  document.addEventListener("pointerdown", outside, true);
}

export const closeButton = (label, run) => el("button", { class: "icon-button", type: "button", "aria-label": label, onclick: run }, icon("close"));

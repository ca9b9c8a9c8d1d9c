// Builds elements. Text only ever becomes text nodes: nothing here, or anywhere on this page, assigns innerHTML.

const SVG = "http://www.w3.org/2000/svg";

/** el("button", {class: "x", onclick: f, "aria-label": "…"}, child, "text", null) */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export const byId = (id) => document.getElementById(id);

export function avatar(kind, name, id) {
  if (kind === "bot") return el("span", { class: "avatar avatar-bot", "aria-hidden": true }, icon("bot"));
  const initial = [...(name || "?").trim()][0]?.toUpperCase() ?? "?";
  const hue = Math.abs(Number(id) || 0) % 5;
  return el("span", { class: `avatar hue-${hue}`, "aria-hidden": true }, initial);
}

/** Replaces the children and keeps the keyboard's place among them. */
export function refill(parent, children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  parent.replaceChildren(...children);
  if (focused) parent.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

/** Sets text only when it changes, so that nothing is read out again. */
export function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

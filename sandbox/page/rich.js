// Formatted text, both ways: the server's safe HTML into nodes (checked again here against a list), and the typing box into Telegram HTML.

import { el } from "./dom.js";

const TAGS = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s",
  CODE: "code", PRE: "pre", BLOCKQUOTE: "blockquote", A: "a", SPAN: "span" };
const NEVER = new Set(["SCRIPT", "STYLE", "TEMPLATE", "IFRAME", "OBJECT", "EMBED", "SVG", "MATH", "NOSCRIPT", "TITLE", "TEXTAREA", "SELECT"]);
const ACTIVE = /(^|[\s(])(\/[A-Za-z]\w{0,31}(?:@\w+)?(?![\w/]|\.\w)|#[\p{L}\p{N}_]+|https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/gu;

/** The address if a click on it is harmless, else null. */
export function safeUrl(url) {
  try {
    const parsed = new URL(url, location.href);
    return ["http:", "https:", "mailto:", "tel:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

/** Nodes for `html`; anything not on the list keeps its text and loses its tag. */
export function fragment(html, onCommand) {
  // The wrapper keeps white space at the start, which a bare body would drop.
  const parsed = new DOMParser().parseFromString(`<div>${html}</div>`, "text/html");
  const out = document.createDocumentFragment();
  copy(parsed.body, out, onCommand, false);
  return out;
}

function copy(from, to, onCommand, inert) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      // a quote or a block of code ends its own line
      const data = ["BLOCKQUOTE", "PRE"].includes(node.previousSibling?.nodeName) ? node.data.replace(/^\n/, "") : node.data;
      if (inert) to.append(data);
      else linkify(data, to, onCommand);
    } else if (node.nodeType === Node.ELEMENT_NODE && !NEVER.has(node.nodeName.toUpperCase())) {
      const made = element(node);
      if (made) to.append(made);
      copy(node, made ?? to, onCommand, inert || ["A", "CODE", "PRE"].includes(node.nodeName));
    }
  }
}

function element(node) {
  const tag = TAGS[node.nodeName];
  if (!tag) return null;
  if (tag === "a") return link(node.getAttribute("href"));
  if (tag === "span") return node.classList.contains("spoiler") ? spoiler() : null;
  if (tag === "blockquote" && (node.classList.contains("expandable") || node.hasAttribute("expandable"))) {
    return el("blockquote", { class: "expandable" });
  }
  return el(tag);
}

function link(href) {
  const url = href ? safeUrl(href) : null;
  return url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }) : null;
}

function spoiler() {
  const node = el("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Hidden text, press to show" });
  const show = (event) => {
    if (!node.classList.contains("spoiler") || (event.type === "keydown" && !["Enter", " "].includes(event.key))) return;
    event.preventDefault();
    node.className = "spoiler-open";
    ["role", "tabindex", "aria-label"].forEach((name) => node.removeAttribute(name));
  };
  node.addEventListener("click", show);
  node.addEventListener("keydown", show);
  return node;
}

function linkify(text, to, onCommand) {
  let end = 0;
  for (const match of text.matchAll(ACTIVE)) {
    const word = match[2];
    const start = match.index + match[1].length;
    to.append(text.slice(end, start));
    end = start + word.length;
    if (word.startsWith("/")) to.append(el("button", { class: "inline-link", type: "button", onclick: () => onCommand?.(word) }, word));
    else if (word.startsWith("#")) to.append(el("span", { class: "tag" }, word));
    else to.append(el("a", { href: safeUrl(word) ?? "", target: "_blank", rel: "noopener noreferrer" }, word));
  }
  to.append(text.slice(end));
}

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** What stands in the typing box: {text, html}; html is null when there is no formatting in it. */
export function written(box) {
  const out = { text: "", html: "", formatted: false };
  gather(box, out);
  return { text: out.text.trim(), html: out.formatted ? out.html.trim() : null };
}

function gather(node, out) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) say(out, child.data.replaceAll("\u00a0", " "));
    else if (child.nodeName === "BR") say(out, "\n");
    else if (["DIV", "P"].includes(child.nodeName)) {
      if (out.text && !out.text.endsWith("\n")) say(out, "\n");
      gather(child, out);
    } else if (child.nodeType === Node.ELEMENT_NODE) wrapped(child, out);
  }
}

function wrapped(node, out) {
  const tag = TAGS[node.nodeName];
  const href = node.nodeName === "A" ? safeUrl(node.getAttribute("href") ?? "") : null;
  if (!tag || tag === "span" || (tag === "a" && !href)) return gather(node, out);
  out.formatted = true;
  out.html += tag === "a" ? `<a href="${escape(href)}">` : `<${tag}>`;
  gather(node, out);
  out.html += `</${tag}>`;
}

function say(out, text) {
  out.text += text;
  out.html += escape(text);
}

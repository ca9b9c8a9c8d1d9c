// Talks to the sandbox: one JSON call at a time, and the stream of events with its reconnects.

export async function post(action, body) {
  const answer = await fetch(`/sandbox/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error("The demo does not answer. Is it still running?");
  });
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(data.error || `The sandbox said ${answer.status}.`);
  return data;
}

async function state() {
  const answer = await fetch("/sandbox/state", { cache: "no-store" });
  if (!answer.ok) throw new Error(`The sandbox said ${answer.status}.`);
  return answer.json();
}

const PASSING = new Set(["toast", "answered", "open", "inline"]);

/**
 * Keeps a view of the world current, for ever.
 * onState(state) replaces everything; onEvent(event) adds one change; onLink("up" | "down") tells about the connection.
 * Each (re)connect loads the state and resumes the stream after the last event seen, so that what passes and is not part of the
 * state (a toast, an answered button) is not lost in between. A gap in the numbers, or numbers that start again, means the same.
 */
export function follow({ onState, onEvent, onLink }) {
  let last = null; // newest event number taken in
  let stream = null;
  let wait = 300;
  let timer = null;

  async function connect() {
    timer = null;
    try {
      const fresh = await state();
      const after = last === null ? fresh.seq : Math.min(last, fresh.seq);
      onState(fresh);
      last = fresh.seq;
      listen(after, fresh.seq);
    } catch {
      again();
    }
  }

  function listen(after, known) {
    let seen = after;
    const mine = new EventSource(`/sandbox/events?after=${after}`);
    stream = mine;
    mine.onopen = () => {
      wait = 300;
      onLink("up");
    };
    mine.onerror = () => stream === mine && again();
    mine.onmessage = ({ data }) => {
      if (stream !== mine) return;
      const event = JSON.parse(data);
      if (event.seq <= known && !PASSING.has(event.kind)) return void (seen = event.seq);
      if (event.seq > known && event.seq !== Math.max(seen, known) + 1) return again(0);
      seen = event.seq;
      last = Math.max(last, event.seq);
      if (onEvent(event) === "reload") again(0);
    };
  }

  function again(delay = wait) {
    stream?.close();
    stream = null;
    if (delay) onLink("down");
    if (timer !== null) return;
    timer = setTimeout(connect, delay);
    wait = Math.min(wait * 2, 4000);
  }

  connect();
}

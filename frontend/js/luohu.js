// Every page is complete without this script; it moves focus to errors, keeps a form from being sent twice, opens the
// menu on phones, offers to print and to copy, stays when the connection is lost, and follows what goes on in the background.
import { Button, CharacterCount, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink, createAll } from "govuk-frontend";

for (const component of [Button, CharacterCount, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink]) {
  createAll(component);
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.parentElement.querySelector("[data-copied]").hidden = false;
  });
}

// Without a connection a form would lead to the browser's own error page: it stays instead, with all that was typed, and says so.
// A browser may believe in a connection that leads nowhere, or the service be away: once a page has been open for a while it asks first.
const lost = document.querySelector("[data-lost]");
const FRESH = 30_000;
const PATIENCE = 10_000;
const shownAt = Date.now();
const going = new WeakSet();

async function isReached() {
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) })).ok;
  } catch {
    return false;
  }
}

function say(form) {
  form.append(lost);
  lost.hidden = false;
  lost.focus();
}

function halt(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

for (const form of lost ? document.querySelectorAll("main form[method=post]") : []) {
  let isAsking = false;
  form.addEventListener("submit", async (event) => {
    if (going.delete(form)) return;
    if (!navigator.onLine) {
      halt(event);
      say(form);
      return;
    }
    if (!form.requestSubmit || form.matches("[hx-post]") || Date.now() - shownAt < FRESH) return;
    halt(event);
    if (isAsking) return;
    isAsking = true;
    const { submitter } = event;
    const reached = await isReached();
    isAsking = false;
    if (!reached) return say(form);
    lost.hidden = true;
    going.add(form);
    form.requestSubmit(submitter);
  });
}
window.addEventListener("online", () => lost && (lost.hidden = true));

// On paper everything is open.
const closed = () => document.querySelectorAll("details:not([open])");
window.addEventListener("beforeprint", () => {
  for (const details of closed()) {
    details.dataset.openedForPrint = "";
    details.open = true;
  }
});
window.addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-opened-for-print]")) {
    details.open = false;
    delete details.dataset.openedForPrint;
  }
});

// What goes on in the background: the page is fetched again, and its parts in `data-live` with it, until nothing goes on. Then
// the whole page is loaded, or offered where something was typed meanwhile or a control has the focus: who goes by Tab would have
// to begin at the top. It ends by itself after half an hour.
const PAUSE = 2000;
const TIMES = 900;
let isTyped = false;

async function follow() {
  const said = (name) => document.querySelector(`[data-going-on] [data-${name}]`);
  said("unscripted").hidden = true;
  document.addEventListener("input", () => (isTyped = true), { once: true });
  for (let time = 0; time < TIMES; time += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const text = document.hidden ? "" : await fetchAgain();
    if (text === null) break;
    const page = new DOMParser().parseFromString(text, "text/html");
    if (text && !page.querySelector("[data-going-on]")) {
      if (!isTyped && isIdle()) location.reload();
      said("ended").hidden = false;
      return;
    }
    for (const part of document.querySelectorAll("[data-live]")) {
      const now = page.getElementById(part.id);
      if (now && !part.contains(document.activeElement)) part.innerHTML = now.innerHTML;
    }
  }
  said("unscripted").hidden = false;
}

// Whether the focus is where a page puts it by itself: nowhere, or on what was done.
function isIdle() {
  const active = document.activeElement;
  return !active || active === document.body || active.matches(".govuk-notification-banner");
}

// Nothing where the service is away for a moment, null where it answers that there is no such page to be seen.
async function fetchAgain() {
  try {
    const answer = await fetch(location.href);
    return answer.ok && !answer.redirected ? await answer.text() : null;
  } catch {
    return "";
  }
}

if (document.querySelector("[data-going-on]")) follow();

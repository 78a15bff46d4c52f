// The page “what if” without loading it anew: the difference is fetched as soon as an answer is changed. Without this script its
// buttons do the same by plain forms. No page is kept in the browser for its history: pages hold answers.
import htmx from "htmx.org";

htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;

// What cannot be put into the page is asked for plainly, so that its answer is seen: a form that was open too long, say.
document.addEventListener("htmx:responseError", ({ detail }) => detail.elt.closest("form").submit());

document.addEventListener("htmx:sendError", ({ detail }) => {
  const lost = document.querySelector("[data-lost]");
  detail.elt.closest("form").after(lost);
  lost.hidden = false;
});
document.addEventListener("htmx:afterSwap", () => (document.querySelector("[data-lost]").hidden = true));

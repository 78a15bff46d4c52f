// The page “what if” without loading it anew: the difference is fetched as soon as an answer is changed. Without this script its
// buttons do the same by plain forms. No page is kept in the browser for its history: pages hold answers.
import htmx from "htmx.org";

htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;

// Every page is complete without this script; it moves focus to errors, keeps a form from being sent twice, opens the
// menu on phones, and offers to print.
import { Button, CharacterCount, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink, createAll } from "govuk-frontend";

for (const component of [Button, CharacterCount, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink]) {
  createAll(component);
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

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

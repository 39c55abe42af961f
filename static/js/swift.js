// Brings htmx, which changes a list in place, when a reader first turns to something that it changes: it would be half of
// what a first visit weighs. Until it is there, and without this file, the same links and forms lead to whole pages.
"use strict";
{
  const { brings } = document.currentScript.dataset;
  const turnings = ["pointerover", "touchstart", "focusin"];

  const turned = ({ target }) => {
    if (!(target instanceof Element && target.closest("[data-hx-boost='true']"))) return;
    turnings.forEach((turning) => removeEventListener(turning, turned));
    const script = document.createElement("script");
    script.src = brings;
    document.head.append(script);
  };
  const begin = () => turnings.forEach((turning) => addEventListener(turning, turned, { passive: true }));

  // A script that arrives before the page is complete would wait for an event that is over.
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);

  // The list has been changed, and what held the focus is gone with the old one: go on at the head of the new one. (A
  // value that was chosen stands in both, and keeps it.) After Back the browser knows how far down the page was.
  addEventListener("htmx:afterSettle", ({ detail }) => {
    const used = detail.requestConfig?.elt;
    if (document.activeElement !== document.body || (used?.id && document.getElementById(used.id))) return;
    const main = document.querySelector("main");
    main.focus({ preventScroll: true });
    if (used && main.getBoundingClientRect().top < 0) main.scrollIntoView();
  });

  // Back to a step that htmx made, on a page that was loaded anew since: the address has changed, and nothing else.
  addEventListener("popstate", ({ state }) => {
    if (state?.htmx && !("htmx" in window)) location.reload();
  });
}

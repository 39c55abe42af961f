"use strict";
{
    // Of two clicks on a button the second would send the form again, and be refused for what the first has done. After
    // a few seconds it is no second click but another try.
    const SECONDS = 5;
    const sent = new WeakMap();
    document.addEventListener("submit", (event) => {
        const form = event.target;
        if (event.defaultPrevented || form.method !== "post") {
            return;
        }
        if (event.timeStamp - (sent.get(form) ?? -Infinity) < SECONDS * 1000) {
            event.preventDefault();
            return;
        }
        sent.set(form, event.timeStamp);
    });
    // A page that the Back button brings has sent nothing yet.
    window.addEventListener("pageshow", (event) => {
        if (event.persisted) {
            document.querySelectorAll("form").forEach((form) => sent.delete(form));
        }
    });
}

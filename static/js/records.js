"use strict";
{
    // The box in which a relation is chosen (select2) has no name that a screen reader could say, and calls its own
    // words a text box. It is called by the label of its field, and by what is chosen.
    const nameBoxes = () => {
        for (const select of document.querySelectorAll("select.admin-autocomplete")) {
            const box = select.nextElementSibling;
            const chosen = box && box.querySelector(".select2-selection__rendered");
            if (!chosen) {
                continue;
            }
            const label = document.querySelector(`label[for="${select.id}"]`);
            if (label) {
                label.id = label.id || `${select.id}_label`;
            }
            chosen.removeAttribute("role");
            chosen.removeAttribute("aria-readonly");
            chosen.parentElement.setAttribute("aria-labelledby", `${label ? label.id : select.id} ${chosen.id}`);
        }
    };
    // Boxes are made by what waits for the page to be ready, which may come after `load`: after those, then.
    window.addEventListener("load", () => django.jQuery(() => setTimeout(nameBoxes)));
    document.addEventListener("formset:added", () => setTimeout(nameBoxes));
}

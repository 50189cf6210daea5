// What scripts add; every page works without.
"use strict";
document.documentElement.classList.add("scripts");
const summary = document.querySelector(".govuk-error-summary");
if (summary) summary.focus();

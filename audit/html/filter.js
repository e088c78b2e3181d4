// @ts-nocheck: runs in the browser, within the page of the audit.
const form = document.querySelector("form.filter");
const members = [...document.querySelectorAll("tr.integration")].map((row) => {
  const section = document.querySelector(row.querySelector("a").getAttribute("href"));
  return { row, section, text: `${row.textContent} ${section.textContent}`.toLowerCase() };
});
const findings = [...document.querySelectorAll("tr.finding")];

function filter() {
  const { text, state, risk } = Object.fromEntries(new FormData(form));
  const words = text.toLowerCase().split(/\s+/);
  const hasWords = (searched) => words.every((word) => searched.includes(word));
  const isRisky = ({ dataset }) => Number(dataset.risk) >= Number(risk);
  for (const { row, section, text: searched } of members) {
    row.hidden = !(hasWords(searched) && (state === "" || row.dataset.state === state) && isRisky(row));
    section.hidden = row.hidden;
  }
  for (const row of findings) row.hidden = !(hasWords(row.textContent.toLowerCase()) && isRisky(row));
  const shown = members.filter(({ row }) => !row.hidden).length;
  const told = findings.filter((row) => !row.hidden).length;
  form.querySelector("[role=status]").textContent =
    `${shown} of ${members.length} integrations, ${told} of ${findings.length} findings`;
  document.querySelector(".nothing").hidden = shown > 0;
  document.querySelector("table.matrix").hidden = shown === 0;
}

/** A link to a member unfolds what it has. */
function unfold() {
  const section = location.hash.startsWith("#m") ? document.getElementById(location.hash.slice(1)) : null;
  const part = section?.querySelector("details");
  if (part) part.open = true;
}

form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
// A reset event comes before the fields have their first values again.
form.addEventListener("reset", () => setTimeout(filter));
addEventListener("hashchange", unfold);
// Paper has no way to unfold.
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details")) part.open = true;
});
form.hidden = false;
filter();
unfold();

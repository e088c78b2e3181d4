import { html } from "hono/html";
import type { Html } from "../../../pages/markup";
import { printable } from "../../../pages/text";
import { byText } from "../../../review/rows";
import { shownStates } from "../table";
import type { FleetView } from "../view";
import { stateWord } from "../words";

/** Hidden until the script runs: without it, all is shown. */
export function filterForm(view: FleetView): Html {
  const { profiles, groups, tenants, since } = view;
  const tags = [...new Set(tenants.flatMap((tenant) => tenant.tags))].sort(byText);
  const states = shownStates(view).map((state) => ({ value: state, label: stateWord(state, view) }));
  return html`<form class="filter" role="search" aria-label="Tenants" hidden>
    <label>Search <input type="search" name="text" autocomplete="off" placeholder="tenant, function, reason …"></label>
    ${choice("Outcome", "outcome", states)}
    ${choice("Profile", "profile", profiles.map(same))}
    ${choice("Group", "group", groups.filter(({ name }) => name !== "").map(same))}
    ${choice(
      "Tag",
      "tag",
      tags.map((name) => same({ name })),
    )}
    ${since ? html`<label class="tick"><input type="checkbox" name="moved"> changed since the last run</label>` : ""}
    <button type="reset">Reset</button>
    <p role="status"></p>
  </form>`;
}

const same = ({ name }: { readonly name: string }) => ({ value: name, label: name });

const choice = (title: string, name: string, options: readonly { value: string; label: string }[]): Html | string =>
  options.length > 0
    ? html`<label>${title} <select name="${name}"><option value="">any</option>${options.map(
        ({ value, label }) => html`<option value="${value}">${printable(label)}</option>`,
      )}</select></label>`
    : "";

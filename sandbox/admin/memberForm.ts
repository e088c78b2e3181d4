import type { Fields } from "../model/shape";
import type { Store } from "../store/store";
import { ADMINISTRATOR } from "../store/tenant";
import type { MemberView } from "./memberView";
import { done, invalid, type Outcome } from "./outcome";

/** Sets the role and the pair of location and business unit that the form says. Only what the page offers is taken. */
export function saveMember(store: Store, member: MemberView, form: URLSearchParams): Outcome {
  const role = form.get("role") ?? member.roleChoice;
  const place = form.get("place") ?? member.placeChoice;
  if (!member.roles.some(({ value }) => value === role)) return invalid(["Choose a role of this tenant."]);
  if (!member.places.some(({ value }) => value === place)) {
    return invalid(["Choose a location and a business unit that belong together."]);
  }
  const changes: Fields[] = [
    ...(role === member.roleChoice ? [] : [{ securityRole: reference(role) }]),
    ...(place === member.placeChoice ? [] : [placeFields(place)]),
  ];
  const record = store.collections.members.get(member.id);
  if (record && changes.length > 0) {
    store.update("members", record, Object.assign({}, record.fields, ...changes) as Fields, ADMINISTRATOR);
  }
  return done(changes.length);
}

function placeFields(place: string): Fields {
  const [location = "", department = ""] = place.split("/");
  return { defaultLocation: reference(location), defaultDepartment: reference(department) };
}

const reference = (id: string) => (id === "" ? null : { id: Number(id) });

import type { Store } from "../store/store";
import type { Notice } from "./layout";
import { DESCRIPTION_LENGTH } from "./memberPages";
import type { MemberView } from "./memberView";

/** What the page says above the list of keys. */
interface Answer {
  readonly status: 200 | 400;
  readonly notice: Notice;
}

/** Makes a key pair of an API member. Its private key stands in this answer and nowhere else. */
export function makeKeyPair(store: Store, member: MemberView, form: URLSearchParams): Answer {
  const description = (form.get("description") ?? "").trim();
  if (!member.keys) return refused("Only API members have keys.");
  if (description === "") return refused("A key pair needs a description.");
  if (description.length > DESCRIPTION_LENGTH) return refused(`At most ${DESCRIPTION_LENGTH} characters.`);
  const { publicKey, privateKey } = store.addKey(member.id, description);
  const lines = [
    `Public key: ${publicKey}`,
    `Private key: ${privateKey}`,
    "The private key is shown this once: copy both into the integration.",
  ];
  return { status: 200, notice: { kind: "done", lines } };
}

const refused = (problem: string): Answer => ({ status: 400, notice: { kind: "problem", lines: [problem] } });

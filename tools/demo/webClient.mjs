// @ts-check
import { parse } from "parse5";

/**
 * System > Security Roles and System > Members as a person uses them: opens a page, changes fields by their labels, saves the form. It sends what a
 * browser would, and needs none.
 */

/** @typedef {import("parse5").DefaultTreeAdapterTypes.Node} Node */
/** @typedef {import("parse5").DefaultTreeAdapterTypes.Element} Element */

/**
 * The page of a role.
 *
 * @param {string} url of the sandbox
 * @param {string} name of the role
 * @throws {Error} where the tenant has no such role
 */
export async function openRole(url, name) {
  const list = await page(`${url}/admin/roles`);
  const link = elements(list, "a").find((one) => textOf(one) === name);
  if (!link) throw new Error(`System > Security Roles shows no role "${name}".`);
  const address = new URL(attribute(link, "href") ?? "", url).href;
  const form = elements(await page(address), "form").find((one) => attribute(one, "method") === "post");
  if (!form) throw new Error(`The page of the role "${name}" has no form.`);
  const fields = new Map(fieldsOf(form));

  return {
    /** Chooses a level. @param {string} label as the page has it: `Finance / Invoicing: Edit` @param {string} level */
    choose(label, level) {
      const select = elements(form, "select").find((one) => attribute(one, "aria-label") === label);
      if (!select) throw new Error(`The page of the role "${name}" has no field "${label}".`);
      fields.set(attribute(select, "name") ?? "", level);
    },

    /** Adds entries to the Customize list. @param {readonly string[]} entries */
    allow(entries) {
      if (entries.length === 0) return;
      fields.set("customize", [fields.get("customize") ?? "", ...entries].join("\n"));
    },

    /** @returns {Promise<string>} what the page says then, `Saved: 4 changes.` @throws {Error} where nothing was saved */
    async save() {
      const saved = await page(address, new URLSearchParams([...fields]));
      const notices = noticesOf(saved);
      const words = notices.map(textOf).join(" ").trim();
      if (notices.some((one) => attribute(one, "class")?.includes("problem"))) throw new Error(words);
      return words;
    },
  };
}

/**
 * Makes a key pair on the page of an API member, which shows the private key this once, unless there is one of that description.
 *
 * @param {string} url of the sandbox
 * @param {string} identifier of the member
 * @param {string} description
 * @returns {Promise<import("./tenant.mjs").KeyPair | undefined>} undefined where there was one
 * @throws {Error} where the tenant has no such member, or makes none
 */
export async function makeKeyPair(url, identifier, description) {
  const list = await page(`${url}/admin/members?${new URLSearchParams({ find: identifier })}`);
  const link = elements(list, "a").find((one) => textOf(one) === identifier);
  if (!link) throw new Error(`System > Members shows no member "${identifier}".`);
  const address = new URL(attribute(link, "href") ?? "", url).href;
  if (elements(await page(address), "td").some((cell) => textOf(cell) === description)) return undefined;
  const notices = noticesOf(await page(`${address}?keys`, new URLSearchParams({ description })));
  const notice = notices.flatMap((notice) => elements(notice, "p").map(textOf)).join("\n");
  const [publicKey, privateKey] = ["Public", "Private"].map(
    (which) => new RegExp(`${which} key: (\\w+)`).exec(notice)?.[1],
  );
  if (!publicKey || !privateKey) throw new Error(`The page of the member "${identifier}" made no key pair: ${notice}`);
  return { publicKey, privateKey };
}

/** What a page says of the last action. @param {Node} document */
const noticesOf = (document) =>
  elements(document, "div").filter((one) => attribute(one, "class")?.startsWith("notice"));

/** @param {string} address @param {URLSearchParams} [form] @returns {Promise<Node>} after redirects, as a browser follows them */
async function page(address, form) {
  const sent = form && { method: "POST", body: form, headers: { origin: new URL(address).origin } };
  const response = await fetch(address, sent);
  return parse(await response.text());
}

/** What a browser would send of an untouched form. @param {Element} form @returns {[name: string, value: string][]} */
function fieldsOf(form) {
  const hidden = elements(form, "input").map((one) => [one, attribute(one, "value") ?? ""]);
  const chosen = elements(form, "select").map((one) => [one, chosenIn(one)]);
  const written = elements(form, "textarea").map((one) => [one, textOf(one)]);
  const all = /** @type {[Element, string][]} */ ([...hidden, ...chosen, ...written]);
  return all.map(([one, value]) => [attribute(one, "name") ?? "", value]);
}

/** @param {Element} select */
function chosenIn(select) {
  const options = elements(select, "option");
  const option = options.find((one) => attribute(one, "selected") !== undefined) ?? options[0];
  return option ? (attribute(option, "value") ?? "") : "";
}

/** @param {Node} node @param {string} tag @returns {Element[]} in the order of the page */
function elements(node, tag) {
  if (!("childNodes" in node)) return [];
  return node.childNodes.flatMap((child) => [
    ...("tagName" in child && child.tagName === tag ? [child] : []),
    ...elements(child, tag),
  ]);
}

/** @param {Node} node @returns {string} */
function textOf(node) {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("").trim() : "";
}

/** @param {Element} element @param {string} name */
const attribute = (element, name) => element.attrs.find((one) => one.name === name)?.value;

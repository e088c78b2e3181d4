import type { Level, Verb } from "../core/model/level";

/** The words by which pages in another language call levels and verbs, and those that make a row depend on something. */
export interface Language {
  readonly name: string;
  readonly levels: Readonly<Record<Level, readonly string[]>>;
  readonly verbs: Readonly<Record<Verb, readonly string[]>>;
  /** By the English word: titles of columns, `and` between verbs, and what takes back or limits. */
  readonly others: Readonly<Record<string, readonly string[]>>;
}

export const LANGUAGES: readonly Language[] = [
  {
    name: "German",
    levels: { All: ["alle", "alles"], My: ["meine", "eigene", "nur eigene"], None: ["keine", "keiner", "kein"] },
    verbs: {
      add: ["hinzufügen", "anlegen"],
      edit: ["bearbeiten", "ändern"],
      delete: ["löschen"],
      inquire: ["abfragen", "abfrage", "anzeigen", "einsehen"],
    },
    others: {
      module: ["modul"],
      function: ["funktion"],
      and: ["und"],
      not: ["nicht"],
      only: ["nur"],
      if: ["wenn", "falls", "sofern"],
      without: ["ohne", "außer"],
    },
  },
  {
    name: "Dutch",
    levels: { All: ["alle", "alles"], My: ["mijn", "eigen"], None: ["geen"] },
    verbs: {
      add: ["toevoegen"],
      edit: ["bewerken", "wijzigen"],
      delete: ["verwijderen"],
      inquire: ["opvragen", "raadplegen", "bekijken"],
    },
    others: {
      module: ["modulen"],
      function: ["functie"],
      and: ["en"],
      not: ["niet"],
      only: ["alleen", "enkel"],
      if: ["als", "indien"],
      without: ["zonder", "behalve"],
    },
  },
  {
    name: "French",
    levels: { All: ["tous", "toutes", "tout"], My: ["mes", "miens"], None: ["aucun", "aucune"] },
    verbs: {
      add: ["ajouter", "ajout"],
      edit: ["modifier"],
      delete: ["supprimer"],
      inquire: ["consulter", "interroger"],
    },
    others: {
      module: ["modules"],
      function: ["fonction"],
      and: ["et"],
      not: ["pas", "jamais"],
      only: ["seulement", "uniquement"],
      if: ["si", "lorsque"],
      without: ["sans", "sauf"],
    },
  },
  {
    name: "Spanish",
    levels: { All: ["todos", "todas", "todo"], My: ["míos", "mis", "propios"], None: ["ninguno", "ninguna"] },
    verbs: {
      add: ["agregar", "añadir"],
      edit: ["editar", "modificar"],
      delete: ["eliminar", "borrar"],
      inquire: ["consultar", "consulta"],
    },
    others: {
      module: ["módulo"],
      function: ["función"],
      and: ["y", "e"],
      not: ["no", "nunca"],
      only: ["solo", "sólo", "solamente"],
      if: ["si", "cuando"],
      without: ["sin", "excepto"],
    },
  },
];

import { page, type SavedPage } from "./savedPage";

/** Pages in other languages that have ConnectWise's English names of functions. */
export const TRANSLATED_PAGES: readonly SavedPage[] = [
  page(
    "md",
    "German words for levels, English names in brackets",
    `# Rechte für Examplo
- Firmen (Companies)
  - Kontakte (Contacts): Hinzufügen: Alle, Bearbeiten: Meine, Löschen: Keine, Abfragen: Alle
  - Notizen (Notes): Abfragen: Alle (nur für die Abrechnung)
- Finance
  - Agreements: Abfragen und Bearbeiten: Alle`,
    "Companies | Contacts | AMNA\nCompanies | Notes | NNNA | ?\nFinance | Agreements | NANA",
  ),
  page(
    "html",
    "a table with Dutch words for levels",
    `<table><tr><th>Module<th>Functie<th>Toevoegen<th>Bewerken<th>Verwijderen<th>Opvragen
<tr><td>Companies<td>Contacten (Contacts)<td>Alles<td>Mijn<td>Geen<td>Alles
<tr><td>Sales<td>Opportunity<td>Geen<td>Geen<td>Geen<td>Alles</table>`,
    "Companies | Contacts | AMNA\nSales | Opportunity | NNNA",
  ),
  page(
    "csv",
    "a spreadsheet with French words for levels",
    "Module;Function;Ajouter;Modifier;Supprimer;Consulter\nFinance;Invoicing;Aucun;Mes;Aucun;Tous",
    "Finance | Invoicing | NMNA",
  ),
  page(
    "txt",
    "a list with Spanish words for levels",
    "Sales\n- Opportunity: Agregar: Todos, Consultar: Todos\n- Reports: Consultar: Ninguno",
    "Sales | Opportunity | ANNA\nSales | Reports | NNNN",
  ),
];

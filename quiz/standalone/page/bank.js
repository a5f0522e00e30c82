// The bank that this page holds, as quiz/standalone/bank_data.py writes it into the page.

import { byId } from "./page.js";

export const bank = JSON.parse(byId("bank").textContent);

// The bank in this page, as written by quiz/standalone/bank_data.py.

import { byId } from "./page.js";

export const bank = JSON.parse(byId("bank").textContent);

/** The script puts `hashwasm` on the global object; there is nothing to import. */
export {};

/* Sheets that are never stored go along when the language changes, and from My plan to their own page; nowhere else.

   They travel scrambled with a random key that is as long as they are (a one-time pad): what is scrambled waits in
   sessionStorage, the key in the name of the window. Neither says anything without the other, and both are gone as soon
   as the next page has read them. */
Semillero.carry = (() => {
  "use strict";
  const { json, STAYS } = Semillero,
    KEY = "semillero.carried",
    MARK = "semillero:",
    MOST = 65536; /* random bytes at once */
  const mixed = (bytes, pad) => bytes.map((byte, i) => byte ^ pad[i]);
  const packed = bytes => btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
  const unpacked = text => Uint8Array.from(atob(text), sign => sign.charCodeAt(0));

  /* WebKit takes the window's name away on the way from one file of a disk to another. */
  const nameless = location.protocol === "file:" && navigator.vendor.startsWith("Apple");

  /* Hand on what `plan` holds of such sheets, and which of them are `unsaved`: false where this browser cannot. */
  const give = (plan, unsaved) => {
    const sheets = Object.fromEntries(
      STAYS.sheets.filter(id => plan.sheets[id]).map(id => [id, plan.sheets[id]]),
    );
    if (!Object.keys(sheets).length) return true;
    if (nameless) return false;
    const bytes = new TextEncoder().encode(json({ sheets, unsaved })),
      pad = new Uint8Array(bytes.length);
    for (let i = 0; i < pad.length; i += MOST) crypto.getRandomValues(pad.subarray(i, i + MOST));
    try {
      sessionStorage.setItem(KEY, packed(mixed(bytes, pad)));
    } catch {
      return false;
    }
    window.name = MARK + packed(pad);
    return true;
  };

  /* What the page before this one handed on. */
  const take = () => {
    const pad = window.name.startsWith(MARK) ? window.name.slice(MARK.length) : "";
    if (pad) window.name = "";
    try {
      const text = sessionStorage.getItem(KEY);
      sessionStorage.removeItem(KEY);
      if (text && pad) return JSON.parse(new TextDecoder().decode(mixed(unpacked(text), unpacked(pad))));
    } catch {
      /* nothing came along */
    }
    return { sheets: {}, unsaved: [] };
  };

  return { give, take };
})();

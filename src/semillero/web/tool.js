(globalThis.SemilleroSources ??= {})["tool-__TOOL__"] = function () {
  globalThis.SemilleroParcels = Object.assign(globalThis.SemilleroParcels ?? {}, { "__TOOL__": __PARCEL__ });
};
SemilleroSources["tool-__TOOL__"]();

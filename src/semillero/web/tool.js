(globalThis.SemilleroSources ??= {})["__NAME__"] = function () {
  globalThis.SemilleroParcels = Object.assign(globalThis.SemilleroParcels ?? {}, { "__TOOL__": __PARCEL__ });
};
SemilleroSources["__NAME__"]();

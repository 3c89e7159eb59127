(globalThis.SemilleroSources ??= {})["__NAME__"] = function () {
  globalThis.SemilleroParcels = Object.assign(globalThis.SemilleroParcels ?? {}, { ["__KEY__"]: __PARCEL__ });
};
SemilleroSources["__NAME__"]();

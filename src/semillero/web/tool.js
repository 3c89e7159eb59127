globalThis.SemilleroParcels = Object.assign(globalThis.SemilleroParcels ?? {}, { "__TOOL__": __PARCEL__ });

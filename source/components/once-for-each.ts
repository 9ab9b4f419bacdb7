/** A function that makes something of an object, and makes it once for each: long lists change a few rows at a time. What it makes may depend on the object alone. */
export function onceForEach<Thing extends object, Made>(
	make: (thing: Thing) => Made,
): (thing: Thing) => Made {
	const made = new WeakMap<Thing, {readonly value: Made}>();
	return (thing) => {
		const known = made.get(thing) ?? {value: make(thing)};
		made.set(thing, known);
		return known.value;
	};
}

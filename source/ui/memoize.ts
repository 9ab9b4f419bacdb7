/** A function that makes something of an object, and makes it once for each: long lists change a few rows at a time. What it makes may depend on the object alone. */
export function memoize<Thing extends object, Made>(
	make: (thing: Thing) => Made,
): (thing: Thing) => Made {
	const made = new WeakMap<Thing, {readonly value: Made}>();
	return (thing) => {
		const known = made.get(thing) ?? {value: make(thing)};
		made.set(thing, known);
		return known.value;
	};
}

/** Works something out once for as long as the same text is asked for. */
export function memoizeLatest<Result>(work: (text: string) => Result): (text: string) => Result {
	let latest: {text: string; result: Result} | undefined;
	return (text) => {
		latest = latest?.text === text ? latest : {text, result: work(text)};
		return latest.result;
	};
}

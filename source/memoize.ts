/**
A function that makes something of an object, and makes it once for each, as long as what else it is given is the same. What it
makes may depend on these alone.
*/
export function memoize<Thing extends object, Rest extends readonly unknown[], Made>(
	make: (thing: Thing, ...rest: Rest) => Made,
): (thing: Thing, ...rest: Rest) => Made {
	const made = new WeakMap<Thing, {readonly rest: Rest; readonly value: Made}>();
	return (thing, ...rest) => {
		const before = made.get(thing);
		if (
			before?.rest.length === rest.length &&
			before.rest.every((each, index) => Object.is(each, rest[index]))
		) {
			return before.value;
		}

		const value = make(thing, ...rest);
		made.set(thing, {rest, value});
		return value;
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

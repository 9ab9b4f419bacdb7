/**
The name that a new setup is offered, free as `isTaken` says: "production", then with the guide's name, for each guide may
have a setup of the same environment, then with a number.
*/
export function suggestName(
	guide: string,
	isTaken: (name: string) => boolean,
): string {
	const own = `production-${guide}`;
	const free = ['production', own].find((name) => !isTaken(name));
	if (free !== undefined) {
		return free;
	}

	let number = 2;
	while (isTaken(`${own}-${number}`)) {
		number++;
	}

	return `${own}-${number}`;
}

/** Names calls as they come, so that each is told from its like: `kms:CreateKey 1`. */
export function nameCalls() {
	const counts = new Map<string, number>();
	return ({service, operation}: {readonly service: string; readonly operation: string}): string => {
		const kind = `${service}:${operation}`;
		const count = (counts.get(kind) ?? 0) + 1;
		counts.set(kind, count);
		return `${kind} ${count}`;
	};
}

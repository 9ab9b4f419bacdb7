/**
The first line to show so that lines `from` to `to` (to is not included) stay visible, moving as little as possible
from `top`. When they do not all fit in `rows`, their first lines win. Never scrolls past the end of `total` lines.
*/
export function scrollTo({
	top,
	from,
	to = from + 1,
	rows,
	total,
}: {
	readonly top: number;
	readonly from: number;
	readonly to?: number;
	readonly rows: number;
	readonly total: number;
}): number {
	const last = Math.max(0, total - rows);
	const lowest = Math.max(0, to - rows);
	const wanted = Math.min(from, Math.max(top, lowest));
	return Math.min(last, Math.max(0, wanted));
}

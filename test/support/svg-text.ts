/**
What a picture of `framesToSvg` or `screenToSvg` says, frame by frame and row by row, without blank rows. What differs from
one run to the next (IDs of keys, dates) stands as `…`; what comes
a moment later is left out: the hint at the help once that is loaded, and how copying went, which computers say differently.
*/
export function svgText(svg: string): string[] {
	const frames = svg.split('<g id="f');
	const drawn = frames.length > 1 ? frames.slice(1) : frames;
	return drawn.map((frame) => {
		const rows = new Map<number, string[]>();
		for (const {groups = {}} of frame.matchAll(piece)) {
			const {y = '0', text = ''} = groups;
			rows.set(Number(y), [...(rows.get(Number(y)) ?? []), text.trim()]);
		}

		return [...rows]
			.toSorted(([one], [other]) => one - other)
			.map(([, texts]) => texts.join(' '))
			.join('\n')
			.replaceAll(varying, '…')
			.replaceAll(/ · \S+ help$/gmv, '')
			.replaceAll(copied, '');
	});
}

const piece = /<text[^>]* y="(?<y>[\d.]+)"[^>]*>(?<text>[^<]*)</gv;
const copied = /^. (?:Note: Sent to your terminal|OK: Copied).*\n/gmv;
const varying = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\d{4}-\d{2}-\d{2}(?:T[\d.:]+Z)?/gv;
